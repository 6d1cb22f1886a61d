import { requireCounts } from './counts.ts';
import { type Difference, LEVEL } from './interval.ts';
import { twoSidedZ } from './normal.ts';

/**
 * Tango's score interval for the difference of two paired success rates.
 *
 * Source: T. Tango, Statistics in Medicine 17 (1998) 891-908: the differences d with |T(d)| <= z, where
 * T(d) = (b - c - n d) / sqrt(n (2 q + d (1 - d))) and q is the greater root of
 * 2n q^2 + (-b - c + (2n - b + c) d) q - c d (1 - d) = 0.
 * Limits: pairs are independent of each other; asymptotic, and near its edge it can exclude 0 where the exact McNemar
 * test does not reject (b = 5, c = 0, n = 30).
 *
 * @param b pairs in which only the first succeeded.
 * @param c pairs in which only the second succeeded.
 * @param n all pairs, those that agree included.
 * @returns first minus second; null when n is 0.
 * @throws HarnessError `E_ARGUMENT` for counts or a level that cannot be.
 */
export function tango(b: number, c: number, n: number, level: number = LEVEL): Difference | null {
  requireCounts(n, { b, c });
  return n === 0 ? null : tangoWithin(b, c, n, twoSidedZ(level));
}

/** The same for shares of pairs, which need not be whole numbers, and any critical value; n > 0. */
export function tangoWithin(b: number, c: number, n: number, z: number): Difference {
  const difference = (b - c) / n;
  const excess = (d: number): number => score(b, c, n, d);
  return {
    difference,
    low: b === 0 && c === n ? -1 : crossing((d) => excess(d) <= z, -1, difference),
    high: b === n && c === 0 ? 1 : crossing((d) => excess(d) <= -z, difference, 1),
  };
}

/** T(d), which falls as d grows. */
function score(b: number, c: number, n: number, d: number): number {
  const variance = n * (2 * onlySecond(b, c, n, d) + d * (1 - d));
  const distance = b - c - n * d;
  return variance <= 0 ? Math.sign(distance) * Number.POSITIVE_INFINITY : distance / Math.sqrt(variance);
}

/** Probability that only the second succeeds, most likely under a difference of d. */
function onlySecond(b: number, c: number, n: number, d: number): number {
  const linear = -b - c + (2 * n - b + c) * d;
  const constant = -c * d * (1 - d);
  const root = Math.sqrt(Math.max(0, linear * linear - 8 * n * constant));
  // The usual formula cancels where the linear term is positive.
  return linear > 0 ? (-2 * constant) / (linear + root) : (root - linear) / (4 * n);
}

/** Where `passed` turns from false to true between two points, to the last bit that halving gives. */
function crossing(passed: (d: number) => boolean, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let i = 0; i < 64; i++) {
    const middle = (low + high) / 2;
    if (passed(middle)) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}
