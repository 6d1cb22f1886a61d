/**
 * Whoever dies, at whatever moment: no record is lost, the rows are those of one machine, and nobody is left behind.
 * `npm run deaths -- 40` for as many deaths, of another seed with `HARNESS_DEATHS_SEED`.
 */
import t from 'tap';
import { oneOf, stream } from '../../harness/plan/random.ts';
import { until } from '../builders/front-door.ts';
import { processesWith } from '../builders/orphans.ts';
import { rowsOfOne, Stage } from '../builders/queue-stage.ts';
import { withoutRedis } from '../builders/redis.ts';

const DEATHS = Number(process.env.HARNESS_DEATHS ?? 3);
const SEED = Number(process.env.HARNESS_DEATHS_SEED ?? 20261129);
const LIMIT_MS = 120_000 + 20_000 * DEATHS;
const KINDS = ['worker', 'redis', 'coordinator'] as const;
const CONDITIONS = 5;
/** Five episodes and more for each death: there is always something left to lose. */
const EPISODES = ['--episodes', String(Math.max(3, DEATHS))];

t.test('kill -9 of a worker, of Redis with all that it held, of the coordinator', { skip: withoutRedis }, async (t) => {
  const stage = await Stage.open(t, LIMIT_MS);
  const random = stream(SEED, 'deaths');
  const whole = (low: number, high: number) => Math.floor(random.between(low, high + 1));
  let coordinator = stage.coordinator(...EPISODES);
  const workers = [stage.worker(), stage.worker()];
  const alone = rowsOfOne(t, EPISODES);
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
      coordinator = stage.coordinator(...EPISODES);
    },
  };
  let recorded: readonly string[] = [];
  const died = { worker: 0, redis: 0, coordinator: 0 };
  const startMs = performance.now();
  for (let i = 0; i < DEATHS; i++) {
    const name = i < KINDS.length ? KINDS[i]! : oneOf(KINDS, random);
    await stage.recorded(stage.lines() + whole(1, 2));
    await new Promise((resolve) => setTimeout(resolve, whole(0, 150)));
    await deaths[name]();
    died[name]++;
    const now = new Set(await stage.rows());
    const lost = recorded.filter((row) => !now.has(row));
    t.same(lost, [], `${name}: no record is lost`);
    recorded = [...now];
  }
  t.equal(await coordinator.end(), 0);
  const rows = await stage.rows();
  t.same(rows, await alone);
  t.same(await Promise.all(workers.map((each) => each.end())), [0, 0]);
  await until(() => processesWith(stage.harness.folder).length === 0, 10_000).catch(() => {});
  t.same(processesWith(stage.harness.folder), [], 'no process');
  t.same(stage.harness.leftBehind(), [], 'no socket, no file');
  const sec = (performance.now() - startMs) / 1000;
  t.comment(`${JSON.stringify(died)}: ${rows.length} of ${CONDITIONS * Number(EPISODES[1])} rows, ${sec.toFixed(0)} s`);
});
