import { requireCounts } from './counts.ts';
import { fairCoin, fairCoinTail } from './fair-coin.ts';
import type { TestResult } from './test-result.ts';

/** With this many discordant pairs or fewer, no exact McNemar test reaches p < 0.05 (5 to 0 gives 0.0625). */
export const DISCORDANT_PAIRS_TOO_FEW = 5;

/**
 * Exact two-sided McNemar test of "the two rates are equal" for paired outcomes.
 *
 * Source: Q. McNemar, Psychometrika 12 (1947) 153-157, in its exact form: p = min(1, 2 P[Bin(b + c, 1/2) <= min(b, c)]).
 * Limits: one pair a scenario and seed; pairs are independent. Conditional on the discordant pairs, hence conservative;
 * with `DISCORDANT_PAIRS_TOO_FEW` of them no data can give p < 0.05.
 *
 * @param b pairs in which only the first succeeded.
 * @param c pairs in which only the second succeeded.
 * @returns p in (0, 1]; 1 when no pair is discordant.
 * @throws HarnessError `E_ARGUMENT` for counts that cannot be.
 */
export function mcnemarExact(b: number, c: number): TestResult {
  requireCounts(b + c, { b, c });
  return { pValue: Math.min(1, 2 * fairCoinTail(Math.min(b, c), b + c)) };
}

/**
 * Mid-p McNemar test: the exact one with the observed table counted half.
 *
 * Source: M. W. Fagerland, S. Lydersen and P. Laake, BMC Medical Research Methodology 13 (2013) 91.
 * Limits: as `mcnemarExact`, but less conservative: its error of the first kind can exceed alpha a little.
 *
 * @param b pairs in which only the first succeeded.
 * @param c pairs in which only the second succeeded.
 * @returns p in (0, 1]; 1 when no pair is discordant.
 * @throws HarnessError `E_ARGUMENT` for counts that cannot be.
 */
export function mcnemarMidP(b: number, c: number): TestResult {
  requireCounts(b + c, { b, c });
  if (b + c === 0) return { pValue: 1 };
  const observed = fairCoin(Math.min(b, c), b + c);
  const pValue = b === c ? 1 - observed / 2 : 2 * fairCoinTail(Math.min(b, c), b + c) - observed;
  return { pValue };
}
