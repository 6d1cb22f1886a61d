/** Two workers: the rows, traces and assets of one machine. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { canonicalRows } from '../../harness/record/canonical.ts';
import { ended } from '../builders/front-door.ts';
import { rowsOfOne, runInto, smallSuite } from '../builders/queue-stage.ts';
import { RedisServer, withoutRedis } from '../builders/redis.ts';
import type { Fault } from '../fakes/faults.ts';

t.test('the same run as on one machine, and no password anywhere', { skip: withoutRedis }, async (t) => {
  const redis = await RedisServer.start(t, 'pw-of-redis');
  const harness = smallSuite(t);
  const { address } = redis;
  const variables = { HARNESS_REDIS_PASSWORD: 'pw-of-redis' };
  const start = (args: readonly string[], faults: readonly Fault[]) => ended(harness.start(args, faults, variables));
  const [alone, ...results] = await Promise.all([
    rowsOfOne(t),
    start([...runInto('r'), '--queue', address], []),
    start(['worker', '--queue', address, '--workers', '2'], []),
    start(['worker', '--queue', address], []),
  ]);
  t.same(
    results.map(({ code }) => code),
    [0, 0, 0],
    results.map(({ stderr }) => stderr).join('\n'),
  );
  const records = await harness.records('r');
  t.same(canonicalRows(records), alone);
  t.ok(new Set(records.map(({ worker }) => worker)).size > 1, 'more than one slot worked');
  const [verify, show, view, status, refused] = await Promise.all([
    harness.run(['log', 'verify', 'r']),
    harness.run(['show', 'r', records[0]!.episodeId]),
    harness.run(['view', 'r', records[0]!.episodeId, '--out', 'v.html']),
    harness.run(['queue', 'status', '--queue', address], undefined, variables),
    harness.run(['queue', 'status', '--queue', address]),
  ]);
  t.match(verify, { code: 0, stdout: /15 attempts can be counted, 0 cannot/ });
  t.match(show, { code: 0 });
  t.match(view, { code: 0 }, 'the look came along');
  t.match(status, { code: 0, stdout: /15 of 15 settled/ });
  t.match(refused, { code: 4, stderr: /E_QUEUE cannot reach .*NOAUTH/ });
  const files = readdirSync(join(harness.folder, 'r'), { recursive: true, withFileTypes: true });
  const texts = files.filter((each) => each.isFile()).map((each) => readFileSync(join(each.parentPath, each.name)));
  t.notOk([...texts, ...results.map((each) => each.stdout + each.stderr)].some((each) => each.includes('pw-of-redis')));
  const left = (await redis.client.keys('*')).filter((key) => !/:(run|progress)$/.test(key));
  t.same(left, [], 'nothing is left in Redis');
  t.same(harness.leftBehind(), []);
});
