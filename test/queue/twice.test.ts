/** Two workers finish one attempt, and a result comes twice: one record. */
import t from 'tap';
import { until } from '../builders/front-door.ts';
import { rowsOfOne, Stage } from '../builders/queue-stage.ts';
import { withoutRedis } from '../builders/redis.ts';

t.test('a worker that was taken for dead comes back', { skip: withoutRedis }, async (t) => {
  const stage = await Stage.open(t);
  const { client } = stage.redis;
  const coordinator = stage.coordinator();
  const first = stage.worker();
  const second = stage.worker();
  const alone = rowsOfOne(t);
  await stage.recorded(2);
  first.signal('SIGSTOP');
  await stage.recorded(stage.lines() + 2);
  coordinator.signal('SIGSTOP');
  const [progress] = await client.keys('harness:night:*:progress');
  const results = progress!.replace(/progress$/, 'results');
  await until(async () => (await client.hlen(results)) > 0);
  const copies = await client.hgetallBuffer(results);
  first.signal('SIGCONT');
  coordinator.signal('SIGCONT');
  await until(async () => (await client.hlen(results)) === 0);
  for (const [id, bytes] of Object.entries(copies)) {
    await client.hset(results, id, bytes);
    await client.publish(results.replace(/results$/, 'heard'), JSON.stringify({ kind: 'result', id }));
  }
  t.equal(await coordinator.end(), 0);
  t.same(await stage.rows(), await alone);
  t.same([await first.end(), await second.end()], [0, 0]);
});
