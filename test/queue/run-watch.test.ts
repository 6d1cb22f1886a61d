/** A watch over a run whose Redis is gone before it could listen. */
import t from 'tap';
import { queueAddress } from '../../harness/commands/queue/address.ts';
import { keysOf } from '../../harness/queue/keys.ts';
import { Link } from '../../harness/queue/link.ts';
import type { QueuedRun } from '../../harness/queue/queued-run.ts';
import { RunWatch } from '../../harness/queue/run-watch.ts';
import { RedisServer, withoutRedis } from '../builders/redis.ts';

const RUN = { token: 't', runId: 'r' } as QueuedRun;

t.test('leaves no timer that would keep its process alive', { skip: withoutRedis }, async (t) => {
  const redis = await RedisServer.start(t);
  const link = await Link.open(queueAddress(redis.address), { patienceMs: 200, note: () => {} });
  await redis.kill();
  const begun = t.capture(globalThis, 'setInterval', setInterval);
  const ended = t.capture(globalThis, 'clearInterval', clearInterval);
  await t.rejects(RunWatch.start(link, keysOf('night'), RUN, 60_000), { code: 'E_QUEUE' });
  link.close();
  const timers = begun().map((call) => (call.threw ? null : call.returned));
  t.equal(timers.length, 1);
  t.same(
    ended().map(({ args: [timer] }) => timer === timers[0]),
    [true],
  );
});
