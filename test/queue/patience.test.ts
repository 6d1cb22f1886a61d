/** How long who waits for a run or a Redis that does not come, or goes for good. */
import t from 'tap';
import { until } from '../builders/front-door.ts';
import { Stage } from '../builders/queue-stage.ts';
import { withoutRedis } from '../builders/redis.ts';

const START_MS = 90_000;
const hasRun = ({ redis }: Stage) =>
  until(async () => (await redis.client.exists('harness:night:run')) === 1, START_MS);

t.test('a run that never comes', { skip: withoutRedis }, async (t) => {
  const stage = await Stage.open(t);
  const nobody = stage.worker([], '--patience', '1');
  const watch = ['queue', 'status', '--watch', '--patience', '1', '--queue', stage.redis.address];
  const unseen = stage.start(watch, []);
  t.same([await nobody.end(), await unseen.end()], [4, 4]);
  for (const each of [nobody, unseen]) t.match(each.stderr, /E_QUEUE no run came to .* in 1 s/);
  t.match(await stage.queue('status'), /^E_RUN no run on .*: expected one of harness run --queue\n$/);
});

t.test('a Redis that never comes back', { skip: withoutRedis }, async (t) => {
  const [stage, other] = [await Stage.open(t), await Stage.open(t)];
  const coordinator = stage.coordinator('--patience', '5');
  other.coordinator();
  await Promise.all([hasRun(stage).then(() => stage.redis.kill()), hasRun(other)]);
  const worker = other.worker([{ kind: 'late', op: 'reset', delayMs: 60_000 }], '--patience', '5');
  await worker.says(/working for run r/);
  await other.redis.kill();
  t.same([await coordinator.end(), await worker.end()], [4, 4]);
  for (const each of [coordinator, worker]) {
    t.match(each.stderr, /E_QUEUE .* was gone for 5 s \(what is on the disk is safe/);
  }
  t.same(stage.harness.leftBehind(), []);
});
