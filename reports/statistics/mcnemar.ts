import { requireCounts } from './counts.ts';

/**
 * Exact two-sided McNemar test: the p-value of "the two rates are equal" for paired outcomes.
 *
 * Source: Q. McNemar, Psychometrika 12 (1947) 153-157, in its exact form: p = min(1, 2 P[Bin(b + c, 1/2) <= min(b, c)]).
 * Limits: conditional on the discordant pairs, hence conservative; with b + c <= 5 no data can give p < 0.05.
 *
 * @param b pairs in which only the first succeeded.
 * @param c pairs in which only the second succeeded.
 * @returns p in (0, 1]; 1 when no pair is discordant.
 * @throws HarnessError `E_ARGUMENT` for counts that cannot be.
 */
export function mcnemarExact(b: number, c: number): number {
  const discordant = b + c;
  requireCounts(discordant, { b, c });
  return Math.min(1, 2 * fairCoinTail(Math.min(b, c), discordant));
}

/** P[Bin(n, 1/2) <= k]: the greatest term by its logarithm, the smaller ones as a falling series relative to it. */
function fairCoinTail(k: number, n: number): number {
  let logTerm = -n * Math.LN2;
  for (let i = 1; i <= k; i++) logTerm += Math.log((n - k + i) / i);
  let sum = 1;
  let ratio = 1;
  for (let i = k; i > 0 && ratio > 1e-18; i--) {
    ratio *= i / (n - i + 1);
    sum += ratio;
  }
  return Math.exp(logTerm) * sum;
}
