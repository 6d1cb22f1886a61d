import type { KnRate, Rate } from '../schema/summary.ts';
import { LEVEL } from '../statistics/interval.ts';
import { wilsonOfRate } from '../statistics/wilson.ts';
import { isValid, type Settled } from './settle.ts';
import { countsOf } from './tally.ts';

/** What an infrastructure error counts as. */
export type ErrorsAs = 'left out' | 'failures' | 'successes';

/** The success rate of episodes, with the interval that their independent seeds allow. */
export function rateOf(settled: readonly Settled[], errorsAs: ErrorsAs = 'left out'): Rate {
  const counts = countsOf(settled);
  const errors = errorsAs === 'left out' ? 0 : counts.infraError;
  const seeds = new Set<string>();
  for (const each of settled) {
    if (isValid(each) || (errors > 0 && each.outcome === 'infra_error')) seeds.add(each.seed);
  }
  const k = counts.success + (errorsAs === 'successes' ? errors : 0);
  return rateFrom(k, counts.success + counts.failure + errors, seeds.size);
}

/**
 * @param k successes
 * @param n valid outcomes
 * @param seeds independent scenario replicates among the n; the interval rests on these
 */
export function rateFrom(k: number, n: number, seeds: number): Rate {
  if (n === 0) return { k, n, seeds, rate: null, low: null, high: null };
  const rate = k / n;
  return { k, n, seeds, rate, ...wilsonOfRate(rate, seeds, LEVEL) };
}

export const knRate = ({ k, n }: { readonly k: number; readonly n: number }): KnRate => ({
  k,
  n,
  rate: n === 0 ? null : k / n,
});
