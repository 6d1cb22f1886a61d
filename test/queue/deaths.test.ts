/** Whoever dies, at whatever moment: no record is lost, and the rows are those of one machine. */
import t from 'tap';
import { stream } from '../../harness/plan/random.ts';
import { rowsOfOne, Stage } from '../builders/queue-stage.ts';
import { withoutRedis } from '../builders/redis.ts';

t.test('kill -9 of a worker, of Redis with all that it held, of the coordinator', { skip: withoutRedis }, async (t) => {
  const stage = await Stage.open(t);
  const random = stream(20261129, 'deaths');
  const whole = (low: number, high: number) => Math.floor(random.between(low, high + 1));
  let coordinator = stage.coordinator();
  const workers = [stage.worker(), stage.worker()];
  const alone = rowsOfOne(t);
  const deaths = {
    worker: async () => {
      const at = whole(0, 1);
      await workers[at]!.kill();
      workers[at] = stage.worker();
    },
    redis: async () => {
      await stage.redis.kill();
      await stage.redis.start();
    },
    coordinator: async () => {
      await coordinator.kill();
      coordinator = stage.coordinator();
    },
  };
  let recorded: readonly string[] = [];
  for (const [name, die] of Object.entries(deaths)) {
    await stage.recorded(stage.lines() + whole(1, 2));
    await new Promise((resolve) => setTimeout(resolve, whole(0, 150)));
    await die();
    const now = await stage.rows();
    t.ok(
      recorded.every((row) => now.includes(row)),
      `${name}: no record is lost`,
    );
    recorded = now;
  }
  t.equal(await coordinator.end(), 0);
  t.same(await stage.rows(), await alone);
  t.same(await Promise.all(workers.map((each) => each.end())), [0, 0]);
});
