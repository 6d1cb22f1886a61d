/** A run that ends with an error: nobody waits for who will not come. */
import t from 'tap';
import { rowsOfOne, Stage } from '../builders/queue-stage.ts';
import { withoutRedis } from '../builders/redis.ts';

t.test('a run that stops with an error sends its workers home', { skip: withoutRedis }, async (t) => {
  const stage = await Stage.open(t);
  const { address } = stage.redis;
  const watch = stage.start(['queue', 'status', '--watch', '--json', '--queue', address], []);
  await watch.says(/no run on .* yet: waiting up to 600 s/);
  const coordinator = stage.coordinator('--max-infra-errors', '0');
  const broken = [{ kind: 'error', op: 'step', code: 'E_PHYSICS', message: 'exploded', retryable: true }] as const;
  const worker = stage.worker([{ ...broken[0], afterResets: 3 }]);
  const alone = rowsOfOne(t);
  t.equal(await coordinator.end(), 4);
  t.match(coordinator.stderr, /E_INFRA the run stops: 1 attempt broke/);
  t.equal(await worker.end(), 4, 'it does not wait for its patience to end');
  t.match(worker.stderr, /E_QUEUE run r has stopped: the run stops: 1 attempt broke.*repeat the harness run command/);
  t.equal(await watch.end(), 4, 'the watch ends with it');
  t.match(await stage.queue('status'), /r, stopped: the run stops/);
  const again = stage.coordinator();
  stage.worker([]);
  t.equal(await again.end(), 0);
  const outcomes = (await stage.rows()).filter((row) => !row.includes('"infra_error"'));
  t.equal(outcomes.length, (await alone).length);
});
