/** `npm run bench:reward`: what a trainer waits for the rewards of a batch. Run it on a quiet machine. */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readBatch, rewardsOf } from '../agents/grounding/rewards/batch.ts';
import { serveRewards } from '../harness/commands/reward/serve.ts';
import { measured, median, table } from './measurement.ts';

const BATCH = 512;
const RUNS = 30;
const WARM_UP = 10;
const THOUGHT = 'The red cup stands to the left of the bowl and nothing is in the way of the gripper. '.repeat(12);

/** Half boxes, half paths of eight waypoints, each with a thought of some 1000 characters. */
const items = Array.from({ length: BATCH }, (_, i) => {
  const shift = (i % 10) / 50;
  const path = Array.from({ length: 8 }, (_, j) => [0.1 + j / 10, 0.2 + shift + (j % 3) / 20]);
  const box = { x: 0.4 + shift, y: 0.5, width: 0.2, height: 0.1 };
  const [said, truth] =
    i % 2 ? [path, { trajectory: path.map(([x, y]) => [x, y! - shift]) }] : [box, { box: { ...box, x: 0.4 } }];
  return { text: `<think>${THOUGHT}</think> so, the answer is <output>${JSON.stringify(said)}</output>`, truth };
});
const body = JSON.stringify({ items, groupSize: 4 });

function scored(): number {
  const started = performance.now();
  const read = readBatch(JSON.parse(body));
  if (!('batch' in read)) throw new Error(read.problem);
  rewardsOf(read.batch);
  return performance.now() - started;
}

async function served(url: string): Promise<number> {
  const started = performance.now();
  const response = await fetch(`${url}reward`, { method: 'POST', body });
  const { rewards } = (await response.json()) as { rewards?: unknown[] };
  if (rewards?.length !== BATCH) throw new Error(`expected ${BATCH} rewards, got status ${response.status}`);
  return performance.now() - started;
}

async function medianMs(once: () => Promise<number> | number): Promise<number> {
  const all: number[] = [];
  for (let i = 0; i < WARM_UP + RUNS; i++) all.push(await once());
  return median(all.slice(WARM_UP));
}

const { values } = parseArgs({ options: { json: { type: 'string' } } });
const server = await serveRewards({ host: '127.0.0.1', port: 0 });
const measurements = [
  measured(`rewards of ${BATCH} answers, both forms`, await medianMs(scored), 'ms', '<=', 50),
  measured(`the same over HTTP on this machine`, await medianMs(() => served(server.url)), 'ms', '<=', 50),
];
await server.close();
process.stdout.write(`${table(measurements)}\n`);
if (values.json) await writeFile(values.json, `${JSON.stringify(measurements, null, 2)}\n`);
