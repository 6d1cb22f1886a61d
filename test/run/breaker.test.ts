/** A server that is gone costs attempts, not the plan. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import t, { type Test } from 'tap';
import { ended, FrontDoor, until } from '../builders/front-door.ts';
import { SMALL } from '../builders/suite.ts';

const CLI = join(import.meta.dirname, '..', '..', 'dist', 'harness', 'cli.js');
const MAP = 'images: {}\ninstruction: prompt\naction: { space: ee_delta }\n';
const RUN = ['run', '--suite', 'small.yaml', '--out', 'r', '--floors', 'none', '--workers', '1'];

/** `harness serve` as a process; port 0 is a free one. */
async function serving(t: Test, port: number): Promise<{ server: ChildProcess; port: number }> {
  const server = spawn(process.execPath, [CLI, 'serve', 'random', '--port', String(port)]);
  t.teardown(() => server.kill('SIGKILL'));
  const [line] = (await once(createInterface({ input: server.stdout! }), 'line')) as [string];
  return { server, port: Number(line.match(/:(\d+)/)![1]) };
}

function door(t: Test): FrontDoor {
  const harness = new FrontDoor(t);
  harness.file('small.yaml', SMALL);
  harness.file('map.yaml', MAP);
  return harness;
}

const policy = (port: number): string[] => ['--policy', `openpi@ws://127.0.0.1:${port}?map=map.yaml`];

t.test('a policy server that dies and comes back: its worker waits, and every episode has an outcome', async (t) => {
  const harness = door(t);
  const { server, port } = await serving(t, 0);
  const run = harness.start([...RUN, '--retries', '2', ...policy(port)], []);
  const result = ended(run);
  await until(async () => (await harness.records('r').catch(() => [])).length >= 2);
  server.kill('SIGKILL');
  await until(async () => (await harness.records('r')).some(({ error }) => error !== null));
  await new Promise((resolve) => setTimeout(resolve, 3000));
  await serving(t, port);
  const { code, stderr } = await result;
  t.equal(code, 0, stderr.slice(-400));
  t.match(stderr, /worker 1 waits: openpi server .*refuses connections/);
  const records = await harness.records('r');
  t.ok(records.filter(({ error }) => error).length <= 2, 'two attempts, then it waits');
  const settled = records.filter(({ outcome }) => outcome === 'success' || outcome === 'failure');
  t.equal(new Set(settled.map(({ episodeId }) => episodeId)).size, settled.length);
  t.same(harness.leftBehind(), []);
});

t.test('one that does not come back: the run ends by itself, and the same command goes on', async (t) => {
  const harness = door(t);
  const { server, port } = await serving(t, 0);
  const args = [...RUN, '--give-up-after', '0', ...policy(port)];
  const run = harness.start(args, []);
  const result = ended(run);
  await until(async () => (await harness.records('r').catch(() => [])).length >= 2);
  server.kill('SIGKILL');
  const { code, stderr } = await result;
  t.equal(code, 4);
  t.match(stderr, /E_GIVEN_UP worker 1 could not go on for 0 min: openpi server .*\(nothing is lost; .*\)\n$/);
  await serving(t, port);
  t.match(await harness.run(args, []), { code: 0 });
});

t.test('too many errors stop the run', async (t) => {
  const harness = door(t);
  const fault = { kind: 'error', op: 'step', code: 'E_PHYSICS', message: 'diverged', retryable: true } as const;
  const { code, stderr } = await harness.run([...RUN, '--policy', 'oracle', '--max-infra-errors', '3'], [fault]);
  t.equal(code, 4);
  t.match(
    stderr,
    /E_INFRA the run stops: 4 attempts broke, of at most 3 that may \(--max-infra-errors\); the last: .*diverged/,
  );
  const records = await harness.records('r');
  t.same([records.length, records.every(({ outcome }) => outcome === 'infra_error')], [4, true]);
  t.match(await harness.run([...RUN, '--policy', 'oracle'], []), { code: 0 }, 'and nothing is lost');
});
