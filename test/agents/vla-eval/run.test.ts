import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { packageRoot } from '../../../harness/package-root.ts';
import { FrontDoor } from '../../builders/front-door.ts';
import { ONE_EPISODE } from '../../builders/one-episode.ts';
import { type Peer, startPeer } from '../../builders/peers.ts';

/** vla-eval's own model server class, served by its own code (test/peers/vla_eval_server.py). */
function server(t: Test, door: FrontDoor, ...args: string[]): Promise<Peer<{ readonly port: number }>> {
  return startPeer(t, 'vla_eval_server.py', ['--news', join(door.folder, 'news.jsonl'), ...args]);
}

const newsIn = (door: FrontDoor): readonly Record<string, never>[] =>
  readFileSync(join(door.folder, 'news.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

const SMOKE = ['run', '--suite', 'smoke', '--floors', 'none', '--episodes', '1', '--workers', '1'];
const OWN_MAP = readFileSync(join(packageRoot(), 'agents', 'action', 'maps', 'vla-eval.yaml'), 'utf8');

/** Episodes in the toy world, which has no camera on the hand; each tried once. */
function toyRun(door: FrontDoor, policy: string, episodes = 1) {
  const suite = door.file('one.yaml', ONE_EPISODE);
  door.file('front.yaml', OWN_MAP.replace('camera: wrist', 'camera: front'));
  const few = ['--floors', 'none', '--workers', '1', '--retries', '0', '--episodes', String(episodes), '--out', 'run'];
  return door.run(['run', '--suite', suite, '--policy', policy, ...few], []);
}

t.test('the smoke suite runs against a vla-eval model server', { timeout: 900_000 }, async (t) => {
  const door = new FrontDoor(t);
  const { ready } = await server(t, door, '--rows', '16');
  const ran = await door.run([...SMOKE, '--policy', `vla-eval@ws://127.0.0.1:${ready.port}`, '--out', 'run']);
  t.equal(ran.code, 0, ran.stderr);
  const records = await door.records('run');
  t.ok(records.length >= 8);
  t.ok(
    records.every(({ outcome }) => outcome === 'success' || outcome === 'failure'),
    'the server answers every question',
  );
  const changed = records.find(({ factor }) => factor === 'instruction');
  t.match(changed, { evidence: { status: 'applied' } }, 'the words reached the server');
  const news = newsIn(door);
  t.strictSame(news.find((each) => 'first' in each)?.first, {
    images: { agentview: [256, 256, 3], wrist: [256, 256, 3] },
    states: [8],
    task_description: records[0]!.instructionSent,
  });
  t.equal(news.filter((each) => 'episode_start' in each).length, records.length);
  const heard = news.flatMap(({ episode_end }) => (episode_end ? [episode_end] : []));
  t.match(
    heard,
    records.map(({ outcome, steps }) => ({ metrics: { success: outcome === 'success' }, steps })),
    'it hears how each episode ended',
  );
  t.strictSame(door.leftBehind(), []);
});

t.test('JPEG pictures, and chunks that the server cuts itself', { timeout: 900_000 }, async (t) => {
  const door = new FrontDoor(t);
  const { ready } = await server(t, door, '--chunk', '4');
  const ran = await toyRun(door, `vla-eval@ws://127.0.0.1:${ready.port}?map=front.yaml&images=jpeg`);
  t.equal(ran.code, 0, ran.stderr);
  t.match((await door.records('run'))[0], { outcome: 'failure', end: 'max_steps' });
});

t.test('a server that wants something else is refused before the first episode', { timeout: 900_000 }, async (t) => {
  const door = new FrontDoor(t);
  for (const [args, line] of [
    [
      ['--rotation', 'euler_xyz'],
      /E_POLICY policy 'vla-eval' and policy map 'vla-eval' do not fit: .*euler_xyz.*axis_angle/,
    ],
    [['--gripper', 'negative'], /E_POLICY policy 'vla-eval' and policy map 'vla-eval' do not fit: .*gripper/],
  ] as const) {
    const { ready } = await server(t, door, ...args);
    const ran = await toyRun(door, `vla-eval@ws://127.0.0.1:${ready.port}`);
    t.equal(ran.code, 2, ran.stderr);
    t.match(ran.stderr.trim(), line);
    t.equal(ran.stderr.trim().split('\n').length, 1, 'one line');
  }
});

/** Each in an episode of its own; the last one ends the server. */
const FAULTS: readonly (readonly [fault: string, end: string, error: RegExp | null])[] = [
  ['nan', 'invalid_action', null],
  ['empty', 'invalid_action', null],
  ['raise', 'E_POLICY_SERVER', /observation_failed: ValueError: the model is confused$/],
  ['start', 'E_POLICY_SERVER', /episode_start_failed: RuntimeError: no such task$/],
  ['none', 'max_steps', null],
  ['exit', 'E_UNREACHABLE', /the connection was lost$/],
];

t.test('what the model of a server does wrong', { timeout: 900_000 }, async (t) => {
  const door = new FrontDoor(t);
  const { ready } = await server(t, door, '--faults', FAULTS.map(([fault]) => fault).join(','));
  const ran = await toyRun(door, `vla-eval@ws://127.0.0.1:${ready.port}?map=front.yaml`, FAULTS.length);
  t.equal(ran.code, 4, ran.stderr);
  const records = await door.records('run');
  for (const [index, [fault, end, message]] of FAULTS.entries()) {
    t.match(records[index], { outcome: message ? 'infra_error' : 'failure', end }, fault);
    if (message) t.match(records[index]!.error!.message, message);
  }
  // Where a client leaves without a word, vla-eval's server tells its model of an end with nothing in it.
  const heard = newsIn(door).flatMap(({ episode_end }) => (episode_end && 'steps' in episode_end ? [episode_end] : []));
  t.match(
    heard,
    [0, 1, 4].map((index) => ({ metrics: { success: false }, steps: records[index]!.steps })),
    'it hears how its episodes ended, where nothing broke',
  );
});
