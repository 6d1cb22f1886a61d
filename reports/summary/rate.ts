import type { KnRate, Rate } from '../schema/summary.ts';
import { sumOf } from '../statistics/clusters.ts';
import { effectiveClusters } from '../statistics/effective-clusters.ts';
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
  const isCounted = (each: Settled): boolean => isValid(each) || (errors > 0 && each.outcome === 'infra_error');
  const k = counts.success + (errorsAs === 'successes' ? errors : 0);
  return rateFrom(
    k,
    tallied(settled.filter(isCounted), ({ seed }) => seed),
  );
}

/**
 * @param k successes
 * @param sizes valid outcomes of each seed: outcomes of one are taken to be alike
 */
export function rateFrom(k: number, sizes: readonly number[]): Rate {
  const [n, seeds, worth] = [sumOf(sizes), sizes.length, effectiveClusters(sizes)];
  if (n === 0) return { k, n, seeds, worth, rate: null, low: null, high: null };
  const rate = k / n;
  return { k, n, seeds, worth, rate, ...wilsonOfRate(rate, worth, LEVEL) };
}

/** Of outcomes each of which has a seed of its own. */
export const independentRate = (k: number, n: number): Rate => rateFrom(k, new Array<number>(n).fill(1));

/** How many there are of each key, in the order in which the keys come. */
export function tallied<T>(items: readonly T[], keyOf: (item: T) => string): number[] {
  const sizes = new Map<string, number>();
  for (const item of items) sizes.set(keyOf(item), (sizes.get(keyOf(item)) ?? 0) + 1);
  return [...sizes.values()];
}

export const knRate = ({ k, n }: { readonly k: number; readonly n: number }): KnRate => ({
  k,
  n,
  rate: n === 0 ? null : k / n,
});
