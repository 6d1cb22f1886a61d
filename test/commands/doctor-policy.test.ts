/** What a policy is told to be, before a run depends on it. */
import t from 'tap';
import { FrontDoor } from '../builders/front-door.ts';

t.test('a policy: what it needs, what it answers in a known scene, and how long that takes', async (t) => {
  const harness = new FrontDoor(t);
  const { code, stdout } = await harness.run(['doctor', '--policy', 'oracle'], []);
  t.equal(code, 0, stdout);
  t.match(stdout, /it needs: camera front 256x256, the instruction, the truth/);
  t.match(stdout, /it acts in: ee_pose, a whole chunk/);
  t.match(stdout, /golden observation: \d+ x 8 \(\w+\), the first \[[-\d., e]+\]/);
  t.match(stdout, /held at a limit: nothing/);
  t.match(stdout, /latency: p50 [\d.]+ ms, p95 [\d.]+ ms, p99 [\d.]+ ms of 20 calls/);
});

t.test('one that cannot be reached fails in a line, as text and as JSON', async (t) => {
  const harness = new FrontDoor(t);
  const args = ['doctor', '--policy', 'openpi@ws://127.0.0.1:9'];
  t.match(await harness.run(args, []), { code: 4, stdout: /failed +policy: openpi server .*refuses connections/ });
  const { code, stdout } = await harness.run([...args, '--json'], []);
  t.equal(code, 4);
  t.match(JSON.parse(stdout), { ok: false, sections: { length: 3 } });
  t.match(await harness.run(['doctor', '--policy', 'nobody'], []), {
    code: 4,
    stdout: /unknown policy 'nobody', known:/,
  });
});
