/** `--gate` over a queue: looks at the same parts, stops as early, and judges the same rows. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { canonicalRows } from '../../harness/record/canonical.ts';
import { ended } from '../builders/front-door.ts';
import { runInto, smallSuite } from '../builders/queue-stage.ts';
import { RedisServer, withoutRedis } from '../builders/redis.ts';

const RULES = `looks: 4
rules:
  nominal: { kind: non-inferiority, over: nominal, margin: 0.4 }
`;
const PART = ['--episodes', '16', '--level', 'polite'];
const GATED = ['--gate', 'gate.yaml', '--baseline', 'baseline.json', '--policy', 'noop'];

t.test('a run over a queue is stopped once its verdict is certain', { skip: withoutRedis }, async (t) => {
  const redis = await RedisServer.start(t);
  const harness = smallSuite(t);
  harness.file('gate.yaml', RULES);
  await harness.run([...runInto('good'), ...PART], []);
  t.equal((await harness.run(['baseline', 'bless', 'good'])).code, 0);
  const [alone, queued, worker] = await Promise.all([
    harness.run([...runInto('alone'), ...PART, ...GATED], []),
    ended(harness.start([...runInto('queued'), ...PART, ...GATED, '--queue', redis.address], [])),
    ended(harness.start(['worker', '--queue', redis.address, '--workers', '2'], [])),
  ]);
  t.same([alone.code, queued.code, worker.code], [1, 1, 0], queued.stderr);
  const gate = (name: string) => JSON.parse(readFileSync(join(harness.folder, name, 'gate.json'), 'utf8'));
  t.match(gate('queued'), { verdict: 'regression', looks: { at: 3, of: 4, stopped: true } });
  t.strictSame(gate('queued').checks, gate('alone').checks);
  t.strictSame(canonicalRows(await harness.records('queued')), canonicalRows(await harness.records('alone')));
});
