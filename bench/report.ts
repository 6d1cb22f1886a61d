import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type Measurement, table } from './measurement.ts';

/** Runs the sections of a bench (`--only <name>`, again and again), prints their table, `--json <file>` writes it as a list. */
export async function report(sections: Readonly<Record<string, () => Promise<Measurement[]>>>): Promise<void> {
  const only = { type: 'string', multiple: true, default: Object.keys(sections) } as const;
  const { values } = parseArgs({ options: { json: { type: 'string' }, only } });
  const measurements: Measurement[] = [];
  for (const [name, section] of Object.entries(sections)) {
    if (!values.only.includes(name)) continue;
    process.stderr.write(`${name} ...\n`);
    measurements.push(...(await section()));
  }
  process.stdout.write(`${table(measurements)}\n`);
  if (values.json) await writeFile(values.json, `${JSON.stringify(measurements, null, 2)}\n`);
}
