import type { KnRate, Rate } from '../schema/summary.ts';
import { LEVEL } from '../statistics/interval.ts';
import { wilsonOfRate } from '../statistics/wilson.ts';
import { isValid, outcomeOf, type Settled, seedKey } from './settle.ts';

/** What an infrastructure error counts as. */
export type ErrorsAs = 'left out' | 'failures' | 'successes';

/** The success rate of episodes, with the interval that their independent seeds allow. */
export function rateOf(settled: readonly Settled[], errorsAs: ErrorsAs = 'left out'): Rate {
  const errors = errorsAs === 'left out' ? [] : settled.filter((each) => outcomeOf(each) === 'infra_error');
  const successes = settled.filter((each) => outcomeOf(each) === 'success').length;
  const counted = [...settled.filter(isValid), ...errors];
  const seeds = new Set(counted.map(seedKey)).size;
  return rateFrom(successes + (errorsAs === 'successes' ? errors.length : 0), counted.length, seeds);
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
