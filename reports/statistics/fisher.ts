import { requireCounts } from './counts.ts';
import { hypergeometric } from './hypergeometric.ts';
import type { Alternative, TestResult } from './test-result.ts';

/**
 * Fisher's exact test of two independent success rates.
 *
 * Source: R. A. Fisher, Statistical Methods for Research Workers (5th ed., 1934), section 21.02; two-sided as the sum of
 * all tables with the same margins that are no more likely than the observed one (as R and SciPy do).
 * Limits: conditional on both margins, hence conservative; `boschloo` is never less powerful. Not for paired data.
 *
 * @throws HarnessError `E_ARGUMENT` for counts that cannot be.
 */
export function fisher(
  k1: number,
  n1: number,
  k2: number,
  n2: number,
  alternative: Alternative = 'two-sided',
): TestResult {
  requireCounts(n1, { k1 });
  requireCounts(n2, { k2 });
  if (alternative === 'greater') return { pValue: fisherGreater(k1, n1, k2, n2) };
  if (alternative === 'less') return { pValue: fisherGreater(k2, n2, k1, n1) };
  const { first, p } = hypergeometric(n1, n2, k1 + k2);
  const limit = p[k1 - first]! * (1 + TIE);
  return { pValue: Math.min(1, sumOf(p.filter((each) => each <= limit))) };
}

/** P[at least k1 of the k1 + k2 successes fall on the first arm]; counts are taken as checked. */
export function fisherGreater(k1: number, n1: number, k2: number, n2: number): number {
  const { first, p } = hypergeometric(n1, n2, k1 + k2);
  // The smaller terms first, to lose nothing of a far tail.
  return Math.min(1, sumOf(p.subarray(k1 - first).toReversed()));
}

/** Tables whose probabilities differ by less, relatively, are equally likely: the rest is rounding. */
export const TIE = 1e-9;

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (const each of values) sum += each;
  return sum;
}
