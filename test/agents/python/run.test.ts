import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { packageRoot } from '../../../harness/package-root.ts';
import { FrontDoor } from '../../builders/front-door.ts';
import { oneEpisode } from '../../builders/one-episode.ts';

const HOLD = `
import numpy as np

class Hold:
    images = {}

    def act(self, observation):
        return np.zeros((4, 7))
`;

t.test('the smoke suite runs with the class of the template', { timeout: 200_000 }, async (t) => {
  const door = new FrontDoor(t);
  copyFileSync(join(packageRoot(), 'agents', 'policy-server', 'examples', 'follow.py'), join(door.folder, 'follow.py'));
  const args = ['run', '--suite', 'smoke', '--episodes', '1', '--floors', 'none', '--workers', '1', '--out', 'run'];
  const ran = await door.run([...args, '--policy', 'python@follow.py:Follow']);
  t.equal(ran.code, 0, ran.stderr);
  const records = await door.records('run');
  t.ok(records.length >= 8);
  t.ok(records.every(({ outcome }) => outcome === 'success' || outcome === 'failure'));
  t.strictSame(door.leftBehind(), []);
});

t.test('what is wrong with a class is one line before the first episode', async (t) => {
  const door = new FrontDoor(t);
  door.file('hold.py', HOLD);
  door.file('broken.py', 'import nowhere_to_be_found\n');
  door.file('mapped.py', `${HOLD}    horizon = "four"\n`.replace('class Hold', 'class Mapped'));
  for (const [policy, line] of [
    [
      'python@hold.py',
      /^E_POLICY policy 'python': expected python@module:Class or python@file.py:Class, got 'hold.py'$/,
    ],
    [
      'python@hold.py:Other',
      /^E_POLICY python policy 'hold.py:Other': expected a class Other in hold, got no such name; it has: Hold$/,
    ],
    [
      'python@broken.py:Hold',
      /^E_POLICY .*: ModuleNotFoundError: No module named 'nowhere_to_be_found' \(broken.py:1, in <module>\)$/,
    ],
    ['python@mapped.py:Mapped', /^E_POLICY policy map of policy 'python': horizon: expected .*, got "?four/],
    [
      'python@hold.py:Hold?args=[1]',
      /^E_POLICY policy 'python', option args: expected a JSON object {"name": value}, got '\[1\]'$/,
    ],
    [
      'python@hold.py:Hold?python=no/such',
      /^E_POLICY policy 'python': expected a Python interpreter, got no\/such, which does not exist$/,
    ],
  ] as const) {
    const ran = await door.run(oneEpisode(door, policy, 'run'));
    t.equal(ran.code, 2, ran.stderr);
    t.match(ran.stderr.trim(), line);
  }
});

t.test('what a class raises is kept, and shown in one line', async (t) => {
  const door = new FrontDoor(t);
  door.file(
    'raises.py',
    'class Raises:\n    images = {}\n    def act(self, observation):\n        return self.model(observation)\n',
  );
  const ran = await door.run(oneEpisode(door, 'python@raises.py:Raises', 'run'));
  t.equal(ran.code, 4, ran.stderr);
  const message =
    /^python policy 'raises.py:Raises': its policy failed: AttributeError: .*no attribute 'model' \(raises.py:4, in act\)$/;
  t.match(await door.records('run'), [{ outcome: 'infra_error', error: { code: 'E_POLICY_SERVER', message } }]);
});

t.test('an edit of the class is another policy; the same text is the same', async (t) => {
  const door = new FrontDoor(t);
  const fingerprintOf = async (text: string): Promise<string> => {
    door.file('hold.py', text);
    const ran = await door.run([...oneEpisode(door, 'python@hold.py:Hold', 'run'), '--fresh']);
    t.equal(ran.code, 0, ran.stderr);
    return ran.stdout;
  };
  await fingerprintOf(HOLD);
  door.file('hold.py', HOLD.replace('zeros', 'ones'));
  const changed = await door.run(oneEpisode(door, 'python@hold.py:Hold', 'run'));
  t.equal(changed.code, 2, changed.stderr);
  t.match(changed.stderr, /fingerprint|policy/);
});
