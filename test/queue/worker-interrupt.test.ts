/** Ctrl-C on a worker, once and twice. */
import t from 'tap';
import { until } from '../builders/front-door.ts';
import { rowsOfOne, Stage } from '../builders/queue-stage.ts';
import { withoutRedis } from '../builders/redis.ts';

const LONG = [{ kind: 'late', op: 'reset', delayMs: 1_500 }] as const;

t.test('of a worker: once it finishes its episode, twice it leaves it to others', { skip: withoutRedis }, async (t) => {
  const stage = await Stage.open(t);
  const coordinator = stage.coordinator();
  const [once, twice] = [stage.worker(LONG), stage.worker(LONG)];
  const alone = rowsOfOne(t);
  await stage.recorded(2);
  await until(async () => (await stage.underWay()) === 2);
  once.signal('SIGINT');
  twice.signal('SIGINT');
  await twice.says(/once more to leave them to others/);
  twice.signal('SIGINT');
  t.same([await once.end(), await twice.end()], [130, 130]);
  stage.worker([]);
  t.equal(await coordinator.end(), 0);
  t.same(await stage.rows(), await alone);
  t.same(stage.harness.leftBehind(), []);
});
