import { requireCounts } from './counts.ts';
import { type Interval, LEVEL } from './interval.ts';
import { twoSidedZ } from './normal.ts';

/**
 * Wilson score interval for a success rate.
 *
 * Source: E. B. Wilson, JASA 22 (1927) 209-212; method 3 of R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872.
 * Limits: k and n are independent outcomes of one rate; the mean coverage is close to the level, with dips below it near
 * rates of 0 and 1, so it guarantees nothing at a single rate.
 *
 * @param k successes, a whole number in [0, n].
 * @param n outcomes.
 * @returns ends as fractions in [0, 1]; null when n is 0: no data is not a rate of 0.
 * @throws HarnessError `E_ARGUMENT` for counts or a level that cannot be.
 */
export function wilson(k: number, n: number, level: number = LEVEL): Interval | null {
  requireCounts(n, { k });
  return n === 0 ? null : wilsonOfRate(k / n, n, level);
}

/**
 * Wilson interval for a rate measured on clusters of outcomes that are not independent (several conditions of one seed):
 * each cluster counts once, as if its outcomes were all alike. That is the widest it can rightly be for outcomes that do
 * not exclude each other; it is too wide where they are nearly independent.
 *
 * @param rate successes / outcomes, in [0, 1].
 * @param clusters independent clusters of equal size, > 0; of unequal size what `effectiveClusters` gives.
 */
export function wilsonOfRate(rate: number, clusters: number, level: number = LEVEL): Interval {
  const z2 = twoSidedZ(level) ** 2;
  const scale = 1 + z2 / clusters;
  const center = (rate + z2 / (2 * clusters)) / scale;
  const half = Math.sqrt((z2 * rate * (1 - rate)) / clusters + (z2 / (2 * clusters)) ** 2) / scale;
  // Exact at the ends, where rounding would leave 1e-17 or 1 - 1e-16.
  return { low: rate === 0 ? 0 : Math.max(0, center - half), high: rate === 1 ? 1 : Math.min(1, center + half) };
}
