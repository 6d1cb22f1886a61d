import { plannedPairs } from '../../../reports/gate/index.ts';
import { type PowerTable, powerTable, renderPower, terminalOf } from '../../../reports/index.ts';
import { HarnessError } from '../../errors.ts';
import { readBaseline } from '../gate/read-side.ts';
import type { PowerOptions } from './options.ts';

/** Prints what so many episodes can show, and how many it takes. */
export async function power(options: PowerOptions): Promise<void> {
  const measured = options.baseline === undefined ? null : await nominalOf(options.baseline);
  const { margin, alpha, power: chance } = options;
  const rate = options.rate ?? measured?.rate ?? 0.8;
  const table: PowerTable = powerTable({
    rate,
    n: options.episodes ?? measured?.n ?? null,
    margin,
    alpha,
    power: chance,
  });
  const text = options.json
    ? `${JSON.stringify(table, null, 2)}\n`
    : renderPower(table, terminalOf(process.stdout, process.env));
  process.stdout.write(text);
}

async function nominalOf(name: string): Promise<{ readonly rate: number; readonly n: number }> {
  const { entries } = await readBaseline(name);
  const nominal = plannedPairs(entries, entries).filter(({ assignments }) => assignments.length === 0);
  if (nominal.length === 0) throw new HarnessError('E_INPUT', `no data: ${name} has no valid nominal episode`);
  const successes = nominal.filter(({ outcome }) => outcome === 'success').length;
  return { rate: successes / nominal.length, n: nominal.length };
}
