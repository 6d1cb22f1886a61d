import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
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
/** One episode, tried once. */
const one = (door: FrontDoor): readonly string[] => {
  const suite = door.file('one.yaml', ONE_EPISODE);
  return ['run', '--suite', suite, '--floors', 'none', '--workers', '1', '--retries', '0'];
};

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
  t.strictSame(door.leftBehind(), []);
});

t.test('JPEG pictures, and chunks that the server cuts itself', { timeout: 900_000 }, async (t) => {
  const door = new FrontDoor(t);
  const { ready } = await server(t, door, '--chunk', '4');
  const policy = `vla-eval@ws://127.0.0.1:${ready.port}?images=jpeg`;
  const ran = await door.run([...one(door), '--policy', policy, '--out', 'run']);
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
    const ran = await door.run([...one(door), '--policy', `vla-eval@ws://127.0.0.1:${ready.port}`, '--out', 'run']);
    t.equal(ran.code, 2, ran.stderr);
    t.match(ran.stderr.trim(), line);
    t.equal(ran.stderr.trim().split('\n').length, 1, 'one line');
  }
});

t.test('what the model of a server does wrong', { timeout: 900_000 }, async (t) => {
  const door = new FrontDoor(t);
  for (const [fault, expected] of [
    ['nan', { outcome: 'failure', end: 'invalid_action' }],
    ['empty', { outcome: 'failure', end: 'invalid_action' }],
    [
      'raise',
      {
        outcome: 'infra_error',
        end: 'E_POLICY_SERVER',
        error: { message: /observation_failed: ValueError: the model is confused$/ },
      },
    ],
    [
      'start',
      {
        outcome: 'infra_error',
        end: 'E_POLICY_SERVER',
        error: { message: /episode_start_failed: RuntimeError: no such task$/ },
      },
    ],
    ['exit', { outcome: 'infra_error', end: 'E_UNREACHABLE', error: { message: /the connection was lost$/ } }],
  ] as const) {
    const { ready } = await server(t, door, '--fault', fault);
    const ran = await door.run([...one(door), '--policy', `vla-eval@ws://127.0.0.1:${ready.port}`, '--out', fault]);
    t.equal(ran.code, expected.outcome === 'failure' ? 0 : 4, ran.stderr);
    t.match((await door.records(fault)).at(-1), expected, fault);
  }
});
