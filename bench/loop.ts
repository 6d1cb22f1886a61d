/** `npm run bench`: the cost of the harness as ratios measured in one run. Run it on a quiet machine. */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { cost } from './cost.ts';
import { table } from './measurement.ts';
import { memory } from './memory.ts';
import { rendering } from './rendering.ts';
import { scaling } from './scaling.ts';
import { start } from './start.ts';

const SECTIONS = { cost, rendering, scaling, start, memory } as const;

const { values } = parseArgs({
  options: { json: { type: 'string' }, only: { type: 'string', multiple: true, default: Object.keys(SECTIONS) } },
});

const measurements = [];
for (const [name, section] of Object.entries(SECTIONS)) {
  if (!values.only.includes(name)) continue;
  process.stderr.write(`${name} ...\n`);
  measurements.push(...(await section()));
}
process.stdout.write(`${table(measurements)}\n`);
if (values.json) await writeFile(values.json, `${JSON.stringify(measurements, null, 2)}\n`);
