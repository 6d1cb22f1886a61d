/** `npm run bench:reports`: how long the making of reports takes, and how it grows. */
import { parseArgs } from 'node:util';
import { comparison } from './compare.ts';
import { table } from './measurement.ts';
import { statistics } from './statistics.ts';

const SECTIONS = { statistics, comparison } as const;

const { values } = parseArgs({
  options: { only: { type: 'string', multiple: true, default: Object.keys(SECTIONS) } },
});

const measurements = [];
for (const [name, section] of Object.entries(SECTIONS)) {
  if (!values.only.includes(name)) continue;
  process.stderr.write(`${name} ...\n`);
  measurements.push(...(await section()));
}
process.stdout.write(`${table(measurements)}\n`);
