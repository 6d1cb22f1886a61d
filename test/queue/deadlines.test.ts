/** The deadlines of a run are those of its workers, wherever they are. */
import t from 'tap';
import { runInto, Stage } from '../builders/queue-stage.ts';
import { withoutRedis } from '../builders/redis.ts';

t.test('a simulator of a worker that falls silent costs the deadline of the run', { skip: withoutRedis }, async (t) => {
  const stage = await Stage.open(t);
  const one = ['--episodes', '1', '--factor', 'latency', '--deadline', 'step=0.5', '--deadline', 'close=0.2'];
  const coordinator = stage.start([...runInto('r'), ...one, '--queue', stage.redis.address], []);
  const onceFile = `${stage.harness.folder}/once`;
  const worker = stage.worker([{ kind: 'silent', op: 'step', afterSteps: 10, onceFile }]);
  t.equal(await coordinator.end(), 0, coordinator.stderr);
  t.equal(await worker.end(), 0, worker.stderr);
  const records = await stage.harness.records('r');
  t.match(
    records.filter(({ error }) => error !== null),
    [{ error: { code: 'E_TIMEOUT', message: 'no reply to step within 500 ms' } }],
  );
  t.equal(records.filter(({ error }) => error === null).length, 2);
});
