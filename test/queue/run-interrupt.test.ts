/** Ctrl-C on `harness run --queue`, once and twice. */
import t from 'tap';
import { rowsOfOne, Stage } from '../builders/queue-stage.ts';
import { withoutRedis } from '../builders/redis.ts';

t.test('of the coordinator: workers wait for the same command', { skip: withoutRedis }, async (t) => {
  const stage = await Stage.open(t);
  const first = stage.coordinator();
  const worker = stage.worker();
  const alone = rowsOfOne(t);
  await stage.recorded(1);
  first.signal('SIGINT');
  t.equal(await first.end(), 130);
  t.match(first.stderr, /stopping after the episodes under way/);
  const before = stage.lines();
  const second = stage.coordinator();
  await stage.recorded(before + 1);
  second.signal('SIGINT');
  second.signal('SIGTERM');
  t.equal(await second.end(), 130);
  t.equal(worker.child.exitCode, null, 'still there');
  const third = stage.coordinator();
  t.equal(await third.end(), 0);
  t.equal(await worker.end(), 0);
  t.same(await stage.rows(), await alone);
  t.same(stage.harness.leftBehind(), []);
});
