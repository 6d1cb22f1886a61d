/** `harness queue`: what is told to a run from any machine. */
import t from 'tap';
import { until } from '../builders/front-door.ts';
import { PLANNED, rowsOfOne, Stage } from '../builders/queue-stage.ts';
import { withoutRedis } from '../builders/redis.ts';

t.test('pause, resume, drain, and the same command goes on', { skip: withoutRedis }, async (t) => {
  const stage = await Stage.open(t);
  const coordinator = stage.coordinator();
  const worker = stage.worker([{ kind: 'late', op: 'reset', delayMs: 800 }]);
  const alone = rowsOfOne(t);
  await stage.recorded(1);
  t.match(await stage.queue('pause'), /r: paused/);
  await until(async () => (await stage.underWay()) === 0);
  const paused = stage.lines();
  t.match(JSON.parse(await stage.queue('status', '--json')), {
    run: 'r',
    state: 'paused',
    underWay: 0,
    progress: { planned: PLANNED },
    workers: [{ slots: 1, busy: [], pid: worker.child.pid }],
    coordinator: { pid: coordinator.child.pid },
  });
  t.equal(stage.lines(), paused, 'nothing is begun');
  t.match(await stage.queue('resume'), /r: resumed/);
  await stage.recorded(paused + 1);
  t.match(await stage.queue('drain'), /r: draining/);
  t.equal(await coordinator.end(), 4, 'episodes without an outcome');
  t.equal(await worker.end(), 0);
  t.ok(stage.lines() < PLANNED);
  t.match(await stage.queue('drain'), /E_RUN no run on/);
  const again = stage.coordinator();
  stage.worker([]);
  t.equal(await again.end(), 0);
  t.same(await stage.rows(), await alone);
});
