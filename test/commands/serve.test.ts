import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import t, { type Test } from 'tap';
import { nominalEpisode } from '../../bench/setting.ts';
import { ended, FrontDoor } from '../builders/front-door.ts';
import { otherHarness } from '../builders/other-harness.ts';
import { peersPython, startPeer } from '../builders/peers.ts';

const CLIENTS = join(import.meta.dirname, '..', 'peers', 'serve_clients.py');

/** A policy served by the real command line. */
async function served(test: Test, policy: string, wire: string) {
  const child = new FrontDoor(test).start(['serve', policy, '--wire', wire, '--port', '0']);
  const end = ended(child);
  test.teardown(() => child.kill('SIGKILL'));
  const early = end.then(({ stderr }) => Promise.reject(new Error(stderr)));
  early.catch(() => {});
  const [line] = (await Promise.race([once(child.stdout!, 'data'), early])) as [Buffer];
  const port = Number(/ on ws:\/\/127\.0\.0\.1:(\d+) /.exec(String(line))![1]);
  return { port, child, end };
}

async function told(wire: string, port: number) {
  const { stdout } = await promisify(execFile)(await peersPython(), [CLIENTS, wire, String(port)], { timeout: 60_000 });
  return JSON.parse(stdout);
}

t.test("openpi's own client is answered by random, which needs nothing, and by Ctrl+C it ends", async (t) => {
  const { port, child, end } = await served(t, 'random', 'openpi');
  const heard = await told('openpi', port);
  t.match(heard.metadata, { policy: 'random', needs: { images: {}, state: {}, instruction: null } });
  t.match(heard.metadata.needs.action, { space: 'ee_delta', columns: { length: 7 } });
  t.equal(heard.first.length, 8);
  t.ok(heard.first.every((row: number[]) => row.length === 7 && Math.abs(row[0]!) <= 0.03));
  t.notSame(heard.second, heard.first, 'it goes on');
  t.notSame(heard.again, heard.first, 'another episode has another seed');
  t.strictSame(heard.timing, ['infer_ms', 'prev_total_ms']);
  t.equal(heard.dtype, '<f8');
  child.kill('SIGINT');
  t.equal((await end).code, 0);
});

t.test("a policy behind another server is passed on: openpi's client, our harness, an openpi server", async (t) => {
  const { ready } = await startPeer(t, 'openpi_server.py', ['--goal', '0.45,-0.1,0.25']);
  const { port } = await served(t, `openpi@ws://127.0.0.1:${ready.port}`, 'openpi');
  const heard = await told('openpi', port);
  t.strictSame(Object.keys(heard.metadata.needs.images), ['front', 'wrist']);
  t.strictSame(heard.metadata.needs.state, { tcpPose: 7, gripperOpening: 1 });
  // From 0.25 towards x = 0.45: a fifth of 0.05 m in each step, in our metres.
  t.ok(Math.abs(heard.first[0][0] - 0.01) < 1e-6, heard.first[0]);
  t.match(heard.error, /Error in inference server:[\s\S]*E_OBSERVATION observation 'prompt': expected the instruction/);
});

t.test(
  "vla-eval's own client: pictures as PNG, one action each, episodes, and an error that ends nothing",
  async (t) => {
    const { ready } = await startPeer(t, 'openpi_server.py', ['--goal', '0.45,-0.1,0.25']);
    const { port } = await served(t, `openpi@ws://127.0.0.1:${ready.port}`, 'vla-eval');
    const heard = await told('vla-eval', port);
    t.match(heard.hello, {
      protocol_version: 1,
      model_server: 'vla-harness openpi',
      observation_params: { send_state: true },
    });
    t.match(heard.hello.action_spec, { position: { format: 'delta_xyz', dims: 3 } });
    for (const rows of heard.rows)
      for (const row of rows) t.ok(Math.abs(row[0] - 0.01) < 1e-6 && row.length === 7, row);
    t.match(heard.error, /observation_failed: E_OBSERVATION/);
    t.equal(heard.after.length, 7);
  },
);

t.test('a policy that takes pictures into the world is told depth and where its camera stands', async (t) => {
  const { port } = await served(t, 'baseline', 'openpi');
  const { bodies } = await otherHarness(port, nominalEpisode());
  const [target, bowl] = [bodies.target!.position, bodies.receptacle!.position];
  t.ok(Math.hypot(target[0] - bowl[0], target[1] - bowl[1]) < 0.06, `the target lies in the bowl: ${target}, ${bowl}`);
});

t.test('what lacks, or is no depth and no pose, is said by its key', async (t) => {
  const { port } = await served(t, 'baseline', 'vla-eval');
  const { hello, errors } = await told('geometry', port);
  t.hasOwnProps(hello.observation_spec, ['front', 'front_depth', 'front_intrinsics', 'front_pose']);
  t.match(errors[0], /E_OBSERVATION observation 'front_intrinsics': expected numbers \[4\], got nothing/);
  t.match(errors[1], /'front_intrinsics': expected fx, fy, cx, cy with fx and fy above 0/);
  t.match(errors[2], /'front_pose': expected x, y, z and a unit quaternion x, y, z, w/);
  t.match(errors[3], /'front_depth': expected finite numbers \[480, 640\], got float32\[480, 640\]/);
});

t.test('what cannot be served is refused in one line', async (t) => {
  const at = new FrontDoor(t);
  for (const policy of ['oracle', 'oracle-grounding']) {
    const { code, stderr } = await at.run(['serve', policy, '--port', '0']);
    t.equal(code, 2);
    t.match(stderr, new RegExp(`^E_POLICY policy '${policy}' cannot be served: it sees ground truth`));
  }
});
