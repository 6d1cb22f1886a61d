import { requireFraction } from './arguments.ts';
import { requireCounts } from './counts.ts';
import { betaQuantile } from './distribution.ts';
import { type Interval, LEVEL } from './interval.ts';

/**
 * Clopper-Pearson ("exact") interval for a success rate.
 *
 * Source: C. J. Clopper and E. S. Pearson, Biometrika 26 (1934) 404-413, as quantiles of Beta(k, n - k + 1) and
 * Beta(k + 1, n - k).
 * Limits: covers at least `level` at every rate, and so is wider than it must be; for independent outcomes only.
 *
 * @returns ends as fractions in [0, 1]; null when n is 0.
 * @throws HarnessError `E_ARGUMENT` for counts or a level that cannot be.
 */
export function clopperPearson(k: number, n: number, level: number = LEVEL): Interval | null {
  const tail = tailOf(k, n, level);
  if (n === 0) return null;
  return {
    low: k === 0 ? 0 : betaQuantile(tail, k, n - k + 1),
    high: k === n ? 1 : betaQuantile(1 - tail, k + 1, n - k),
  };
}

/**
 * Jeffreys interval: equal tails of the posterior under the prior Beta(1/2, 1/2).
 *
 * Source: L. D. Brown, T. T. Cai and A. DasGupta, Statistical Science 16 (2001) 101-133, with their ends: 0 where k is 0
 * and 1 where k is n.
 * Limits: close to the level on average, below it at some rates.
 *
 * @returns ends as fractions in [0, 1]; null when n is 0.
 * @throws HarnessError `E_ARGUMENT` for counts or a level that cannot be.
 */
export function jeffreys(k: number, n: number, level: number = LEVEL): Interval | null {
  const tail = tailOf(k, n, level);
  if (n === 0) return null;
  return {
    low: k === 0 ? 0 : betaQuantile(tail, k + 0.5, n - k + 0.5),
    high: k === n ? 1 : betaQuantile(1 - tail, k + 0.5, n - k + 0.5),
  };
}

/**
 * Equal tails of the posterior Beta(k + 1, n - k + 1), that is under a uniform prior.
 *
 * Source: Bayes' rule for binomial data; used by robot evaluations that draw posteriors as violins.
 * Limits: never reaches 0 or 1, also not for 0 of n or n of n; pulled towards 1/2 at small n.
 *
 * @returns ends as fractions in (0, 1); null when n is 0: the prior alone is no data.
 * @throws HarnessError `E_ARGUMENT` for counts or a level that cannot be.
 */
export function betaUniform(k: number, n: number, level: number = LEVEL): Interval | null {
  const tail = tailOf(k, n, level);
  if (n === 0) return null;
  return { low: betaQuantile(tail, k + 1, n - k + 1), high: betaQuantile(1 - tail, k + 1, n - k + 1) };
}

function tailOf(k: number, n: number, level: number): number {
  requireCounts(n, { k });
  requireFraction('a confidence level', level);
  return (1 - level) / 2;
}
