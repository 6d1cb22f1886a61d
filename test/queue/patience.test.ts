/** How long who waits for a run or a Redis that does not come, or goes for good. */
import t from 'tap';
import { Stage } from '../builders/queue-stage.ts';
import { withoutRedis } from '../builders/redis.ts';

t.test(
  'what never comes, or never comes back, is waited for as long as was said',
  { skip: withoutRedis },
  async (t) => {
    const stage = await Stage.open(t);
    const { address } = stage.redis;
    const nobody = stage.worker([], '--patience', '1');
    const unseen = stage.start(['queue', 'status', '--watch', '--patience', '1', '--queue', address], []);
    t.same([await nobody.end(), await unseen.end()], [4, 4]);
    for (const each of [nobody, unseen]) t.match(each.stderr, /E_QUEUE no run came to .* in 1 s/);
    t.match(await stage.queue('status'), /^E_RUN no run on .*: expected one of harness run --queue\n$/);
    const coordinator = stage.coordinator('--patience', '2');
    const worker = stage.worker([{ kind: 'late', op: 'reset', delayMs: 1_500 }], '--patience', '6');
    await worker.says(/working for run r/);
    await stage.redis.kill();
    t.equal(await coordinator.end(), 4);
    t.match(coordinator.stderr, /E_QUEUE .* was gone for 2 s \(what is on the disk is safe/);
    t.equal(await worker.end(), 4);
    t.match(worker.stderr, /E_QUEUE .* was gone for 6 s/);
    t.same(stage.harness.leftBehind(), []);
  },
);
