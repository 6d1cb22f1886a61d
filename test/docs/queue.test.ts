/** The commands of docs/scale.md for a queue, all at once, as on machines of their own. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { canonicalRows } from '../../harness/record/canonical.ts';
import { ended } from '../builders/front-door.ts';
import { rowsOfOne, smallSuite } from '../builders/queue-stage.ts';
import { RedisServer, withoutRedis } from '../builders/redis.ts';
import { withHarness } from '../builders/shell.ts';

const DOCUMENT = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'scale.md'), 'utf8');
const [QUEUE] = DOCUMENT.split('\n### ') as [string];

/** What is typed under "A queue", for a suite that is small and a Redis that is here. */
const typed = (address: string): string[] =>
  [...QUEUE.matchAll(/^\$ (.*)$/gm)].map(([, line]) =>
    line!
      .replace('redis://head:6379', `'${address}'`)
      .replace('--suite ood --policy openpi@ws://gpu:8000', '--suite small.yaml --policy oracle --floors none')
      .replace('--workers 8', '--workers 1'),
  );

t.test('a run, a worker and who watches them, started in any order', { skip: withoutRedis }, async (t) => {
  const redis = await RedisServer.start(t);
  const harness = smallSuite(t);
  const commands = typed(redis.address);
  t.equal(commands.length, 3);
  const environment = withHarness(harness.folder);
  const start = (line: string) =>
    ended(spawn('bash', ['-c', line], { cwd: harness.folder, env: environment, timeout: 60_000 }));
  const [alone, ...results] = await Promise.all([rowsOfOne(t), ...commands.toReversed().map(start)]);
  for (const { code, stderr } of results) t.equal(code, 0, stderr);
  const [watched] = results;
  t.match(watched!.stdout, /15 of 15 settled/);
  t.match(watched!.stderr, /no run on .* yet: waiting up to 600 s/);
  t.same(canonicalRows(await harness.records('runs/big/queued')), alone);
});
