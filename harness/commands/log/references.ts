import type { CellRates, SummaryInput } from '../../../reports/index.ts';
import { readJson } from '../../record/folder.ts';
import type { RecordedRun } from '../../run/find-run.ts';

type References = Pick<SummaryInput, 'oracle' | 'floors'>;

/** Rates of the oracle and the floors on the same episodes, over all shards. */
export async function joinedReferences(shards: readonly RecordedRun[]): Promise<References> {
  const all = await Promise.all(shards.map(({ folder }) => readJson<References>(folder.referencesFile)));
  const oracles = all.map((each) => each?.oracle).filter(isThere);
  const floors = all.map((each) => each?.floors ?? {});
  const names = new Set(floors.flatMap((each) => Object.keys(each)));
  return {
    ...(oracles.length > 0 ? { oracle: summed(oracles) } : {}),
    floors: Object.fromEntries(
      [...names].map((name) => [name, summed(floors.map((each) => each[name]).filter(isThere))]),
    ),
  };
}

const isThere = (rates: CellRates | undefined): rates is CellRates => rates !== undefined;

function summed(all: readonly CellRates[]): CellRates {
  const total: Record<string, { k: number; n: number }> = {};
  for (const [cell, { k, n }] of all.flatMap(Object.entries<CellRates[string]>)) {
    total[cell] ??= { k: 0, n: 0 };
    total[cell].k += k;
    total[cell].n += n;
  }
  return total;
}
