import { join } from 'node:path';
import { renderSimToSim, type SimToSim, terminalOf } from '../../../reports/index.ts';
import { compareSimulators } from '../../../reports/sim-to-sim/index.ts';
import { EXIT, HarnessError } from '../../errors.ts';
import { makeFolder } from '../../record/make-folder.ts';
import { writeWhole } from '../../record/write-whole.ts';
import type { CompareOptions } from './options.ts';
import { readResults } from './read-results.ts';

const FILE = 'sim-to-sim.json';

/** The same plan in two simulators: reads the runs, prints, and writes the file where a folder is given. */
export async function acrossSimulators(names: readonly string[], options: CompareOptions): Promise<number> {
  const entrants = [];
  for (const name of names) entrants.push(...(await readResults(name)).entrants.map(({ entrant }) => entrant));
  const foreign = entrants.find(({ source }) => source !== 'run');
  if (foreign) {
    throw new HarnessError('E_INPUT', `--simulators: expected runs of this harness, got ${foreign.location}`);
  }
  const report = compareSimulators(entrants);
  const json = `${JSON.stringify(report, null, 2)}\n`;
  if (options.out !== undefined) await write(options.out, json);
  process.stdout.write(options.json ? json : renderSimToSim(report, terminalOf(process.stdout, process.env)));
  return exitCode(report);
}

async function write(folder: string, json: string): Promise<void> {
  const file = join(folder, FILE);
  try {
    await makeFolder(folder);
    await writeWhole(file, json);
  } catch (cause) {
    throw new HarnessError('E_OUTPUT', `cannot write ${file}: ${(cause as Error).message}`, {
      hint: 'choose a writable folder',
      cause,
    });
  }
  process.stderr.write(`wrote ${file}\n`);
}

/** A policy without a pair says nothing of the two simulators. */
const exitCode = ({ policies }: SimToSim): number =>
  policies.some(({ all }) => all.pairs === 0) ? EXIT.noData : EXIT.done;
