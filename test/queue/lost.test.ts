/** An episode that takes its worker with it, time after time: given up on, as trouble of the infrastructure. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import t from 'tap';
import { Stage } from '../builders/queue-stage.ts';
import { withoutRedis } from '../builders/redis.ts';
import { SMALL } from '../builders/suite.ts';

const LOST_WORKER = join(import.meta.dirname, '..', 'fakes', 'lost-worker.mjs');
const LOSSES = 6;

t.test('six workers lost over one attempt', { skip: withoutRedis }, async (t) => {
  const stage = await Stage.open(t);
  stage.harness.file('one.yaml', SMALL.replace(/factors:[\s\S]*/, ''));
  const run = ['run', '--suite', 'one.yaml', '--policy', 'oracle', '--floors', 'none', '--episodes', '1'];
  const queue = ['--queue', stage.redis.address, '--lease', '1', '--retries', '1', '--workers', '1'];
  const coordinator = stage.start([...run, ...queue, '--out', 'r'], []);
  for (let i = 0; i < LOSSES; i++) {
    const worker = fork(LOST_WORKER, [stage.redis.socket], { timeout: 100_000 });
    t.same(await once(worker, 'exit'), [null, 'SIGKILL']);
    t.equal(stage.lines(), 0, 'it goes to another');
  }
  const worker = stage.worker([]);
  t.equal(await coordinator.end(), 0);
  t.equal(await worker.end(), 0);
  const records = await stage.harness.records('r');
  t.match(records, [
    {
      attempt: 1,
      outcome: 'infra_error',
      error: { code: 'E_WORKER', message: /no worker brought it to an end: .*stalled/ },
    },
    { attempt: 2, outcome: 'success' },
  ]);
});
