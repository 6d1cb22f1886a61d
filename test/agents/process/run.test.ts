import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { ensureEnvironment } from '../../../harness/python/environment.ts';
import { FrontDoor, until } from '../../builders/front-door.ts';
import { oneEpisode } from '../../builders/one-episode.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', 'fakes', 'policy-program.py');

const command = async (...args: string[]): Promise<string> =>
  `process@${(await ensureEnvironment()).python} ${PROGRAM} ${args.join(' ')}`;

/** Processes whose command line holds this text. */
function processesWith(text: string): readonly string[] {
  const commands = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(join('/proc', pid, 'cmdline'), 'utf8');
      } catch {
        return '';
      }
    });
  return commands.filter((each) => each.includes(text));
}

t.test('a program of anybody runs an episode and is gone after it', async (t) => {
  const door = new FrontDoor(t);
  const mark = join(door.folder, 'mark');
  const ran = await door.run(oneEpisode(door, await command('plain', mark), 'run'));
  t.equal(ran.code, 0, ran.stderr);
  t.match(await door.records('run'), [{ outcome: 'failure', end: 'max_steps', policyCalls: 12, steps: 12 }]);
  t.strictSame(processesWith(mark), []);
  t.strictSame(door.leftBehind(), []);
});

t.test('the smoke suite runs with a program of anybody', async (t) => {
  const door = new FrontDoor(t);
  const args = ['--suite', 'smoke', '--episodes', '1', '--floors', 'none', '--out', 'run'];
  const ran = await door.run(['run', ...args, '--policy', await command('plain')]);
  t.equal(ran.code, 0, ran.stderr);
  const records = await door.records('run');
  t.equal(new Set(records.map(({ scenarioId }) => scenarioId)).size, 4);
  t.same(new Set(records.map(({ error }) => error)), new Set([null]));
});

t.test('what is wrong before the first episode is one line and exit 2', async (t) => {
  const door = new FrontDoor(t);
  for (const [policy, code, line] of [
    [
      'process@',
      2,
      /^E_POLICY policy 'process': expected process@command or process@ws:\/\/host:port, got nothing behind the @$/,
    ],
    [
      'process@no-such-program --x',
      2,
      /^E_POLICY policy process 'no-such-program --x' could not be started: .*not found$/,
    ],
    [await command('dies'), 2, /^E_POLICY policy process '.*' ended with exit code 1: no such checkpoint$/],
    [
      `${await command('silent')}?startSec=0.5`,
      4,
      /^E_TIMEOUT policy process '.*': expected a ready line within 0.5 s, got none$/,
    ],
    [await command('version'), 4, /^E_POLICY_SERVER policy process '.*': hello.protocol: expected 1, got 2$/],
    [await command('garbage'), 4, /^E_POLICY_SERVER policy process '.*': expected msgpack, got 1 bytes that are not$/],
    [await command('text'), 4, /^E_POLICY_SERVER policy process '.*': its policy failed: Traceback: no$/],
  ] as const) {
    const ran = await door.run(oneEpisode(door, policy, 'run'));
    t.equal(ran.code, code, ran.stderr);
    t.match(ran.stderr.trim(), line);
  }
  t.strictSame(door.leftBehind(), []);
});

t.test('what goes wrong in an episode', async (t) => {
  const door = new FrontDoor(t);
  for (const [fault, expected] of [
    ['empty', { outcome: 'failure', end: 'invalid_action' }],
    [
      'exit',
      { outcome: 'infra_error', error: { code: 'E_POLICY_SERVER', message: /ended with exit code 3: out of memory$/ } },
    ],
    [
      'id',
      {
        outcome: 'infra_error',
        error: { code: 'E_POLICY_SERVER', message: /expected the reply to request 4 \(infer\), got id 11$/ },
      },
    ],
    [
      'step',
      {
        outcome: 'infra_error',
        error: { code: 'E_POLICY_SERVER', message: /expected actions for step 1 of .*, got step 3 of/ },
      },
    ],
    [
      'bytes',
      {
        outcome: 'infra_error',
        error: { code: 'E_POLICY_SERVER', message: /expected 56 bytes for float64 \[1, 7\], got 8 bytes$/ },
      },
    ],
  ] as const) {
    const ran = await door.run(oneEpisode(door, await command(fault), fault));
    t.equal(ran.code, expected.outcome === 'failure' ? 0 : 4, ran.stderr);
    t.match((await door.records(fault)).at(-1), expected, fault);
  }
  t.strictSame(door.leftBehind(), []);
});

t.test('a late answer is the policy failing, and its process is not waited for', async (t) => {
  const door = new FrontDoor(t);
  const mark = join(door.folder, 'mark');
  const ran = await door.run([...oneEpisode(door, await command('late', mark), 'run'), '--inference-timeout', '1']);
  t.equal(ran.code, 0, ran.stderr);
  t.match(await door.records('run'), [{ outcome: 'failure', end: 'policy_timeout' }]);
  t.strictSame(processesWith(mark), []);
});

t.test('a process that dies is started again, and the episode tried again', async (t) => {
  const door = new FrontDoor(t);
  const args = oneEpisode(door, await command('exit', join(door.folder, 'once')), 'run').map((each) =>
    each === '0' ? '1' : each,
  );
  const ran = await door.run(args);
  t.equal(ran.code, 0, ran.stderr);
  t.match(await door.records('run'), [{ outcome: 'infra_error' }, { outcome: 'failure', attempt: 2 }]);
});

t.test('one that comes back as another policy stops the run', async (t) => {
  const door = new FrontDoor(t);
  const args = oneEpisode(door, await command('another', join(door.folder, 'once')), 'run').map((each) =>
    each === '0' ? '3' : each,
  );
  const ran = await door.run(args);
  t.equal(ran.code, 4, ran.stderr);
  t.match(
    ran.stderr,
    /E_POLICY_CHANGED policy process '.*': another model than at the start of the run: expected {"name":"Program"}, got {"name":"Another"}/,
  );
  t.equal((await door.records('run')).length, 2, 'no further try');
});

t.test('SIGKILL of the harness leaves no process and no folder', async (t) => {
  const door = new FrontDoor(t);
  const mark = join(door.folder, 'mark');
  const child = door.start(oneEpisode(door, await command('late', mark), 'run'));
  await until(() => processesWith(mark).length > 0);
  child.kill('SIGKILL');
  await until(() => processesWith(mark).length === 0, 10_000);
  await until(() => door.leftBehind().every((name) => !name.startsWith('vla-policy-')), 10_000);
  t.pass();
});
