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
  const begun: NodeJS.Timeout[] = [];
  const ended: unknown[] = [];
  const { setInterval: begin, clearInterval: end } = globalThis;
  t.intercept(globalThis, 'setInterval', {
    value: (look: () => void, everyMs: number) => {
      begun.push(begin(look, everyMs));
      return begun.at(-1);
    },
  });
  t.intercept(globalThis, 'clearInterval', {
    value: (timer: NodeJS.Timeout) => {
      ended.push(timer);
      end(timer);
    },
  });
  await t.rejects(RunWatch.start(link, keysOf('night'), RUN, 60_000), { code: 'E_QUEUE' });
  link.close();
  t.equal(begun.length, 1);
  t.ok(ended.includes(begun[0]));
});
