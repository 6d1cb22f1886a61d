import type { HistoryRun } from '../schema/history.ts';
import type { Rate } from '../schema/summary.ts';
import { spaced } from '../spaced.ts';
import type { RateOf } from './trend.ts';

/** A part of a run that has a rate of its own. */
export interface Part {
  readonly name: string;
  readonly rateOf: RateOf;
}

/** Nominal, then the factors that any of the runs has, in the order in which they come. */
export function partsOf(runs: readonly HistoryRun[]): Part[] {
  const factors = new Set(runs.toReversed().flatMap((run) => run.factors.map(({ factor }) => factor)));
  return [
    { name: 'nominal', rateOf: ({ nominal }: HistoryRun) => nominal },
    ...[...factors].map((name) => ({
      name: spaced(name),
      rateOf: (run: HistoryRun): Rate | null => run.factors.find(({ factor }) => factor === name)?.rate ?? null,
    })),
  ];
}
