/** Who does not belong to a run is told so in a line. */
import t from 'tap';
import { until } from '../builders/front-door.ts';
import { runInto, Stage } from '../builders/queue-stage.ts';
import { withoutRedis } from '../builders/redis.ts';

t.test('other policies, other releases, other runs, other places', { skip: withoutRedis }, async (t) => {
  const stage = await Stage.open(t);
  const { harness, redis } = stage;
  const refused = async (args: readonly string[], message: RegExp, code = 2) => {
    const result = await harness.run(args, []);
    t.equal(result.code, code, args.join(' '));
    t.match(result.stderr, message);
    t.equal(result.stderr.trim().split('\n').length, 1, result.stderr);
  };
  const coordinator = stage.coordinator();
  const nowhere = 'redis://:pw1234@127.0.0.1:1/x';
  await Promise.all([
    refused(['worker', '--queue', nowhere], /E_QUEUE cannot reach redis:\/\/127\.0\.0\.1:1\/x: .*ECONNREFUSED/, 4),
    refused(
      [...runInto('other'), '--queue', 'amqp://:pw1234@host'],
      /E_USAGE --queue: expected redis:.*got 'amqp:\/\/\.\.\.@host'/,
    ),
    until(async () => (await redis.client.exists('harness:night:run')) === 1),
  ]);
  const worker = ['worker', '--queue', redis.address];
  const policy = /E_WORKER .*run r: expected policy fingerprint [0-9a-f]+, got [0-9a-f]+ \(/;
  const [{ code, stderr }] = await Promise.all([
    harness.run([...runInto('other'), '--queue', redis.address], []),
    refused([...worker, '--policy', 'noop'], policy),
  ]);
  t.equal(code, 2);
  t.match(stderr, /E_LOCKED .*is in use by run r, process \d+ on/);
  const header = JSON.parse((await redis.client.get('harness:night:run'))!);
  const other = { ...header, harness: '0.0.0', context: { ...header.context, version: '7' } };
  await coordinator.kill();
  await redis.client.set('harness:night:run', JSON.stringify(other));
  await refused(worker, /E_WORKER .*expected harness 0\.0\.0, got .*; expected simulator toy 7, got toy 1/);
});
