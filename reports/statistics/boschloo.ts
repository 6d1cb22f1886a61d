import { requireCounts } from './counts.ts';
import { fisherGreater, TIE } from './fisher.ts';
import type { Alternative, TestResult } from './test-result.ts';
import { firstBetter, supremum } from './unconditional.ts';

/**
 * Boschloo's exact unconditional test of two independent success rates.
 *
 * Source: R. D. Boschloo, Statistica Neerlandica 24 (1970) 1-9: the tables whose one-sided Fisher p is at most the
 * observed one, at the common rate that makes them most likely; two-sided is twice the smaller side (as SciPy does).
 * Limits: not for paired data. The arms are the sides of the table: exchanging arms and outcomes gives another, wrong p.
 * Work grows as (n1 + n2)^2.
 *
 * @returns p is never greater than Fisher's one-sided p for the same side.
 * @throws HarnessError `E_ARGUMENT` for counts that cannot be.
 */
export function boschloo(
  k1: number,
  n1: number,
  k2: number,
  n2: number,
  alternative: Alternative = 'two-sided',
): TestResult {
  requireCounts(n1, { k1 });
  requireCounts(n2, { k2 });
  if (alternative === 'greater') return { pValue: greater(k1, n1, k2, n2) };
  if (alternative === 'less') return { pValue: greater(k2, n2, k1, n1) };
  return { pValue: Math.min(1, 2 * Math.min(greater(k1, n1, k2, n2), greater(k2, n2, k1, n1))) };
}

function greater(k1: number, n1: number, k2: number, n2: number): number {
  const limit = fisherGreater(k1, n1, k2, n2) * (1 + TIE);
  if (limit >= 1) return 1;
  return supremum(firstBetter(n1, n2, (x1, x2) => fisherGreater(x1, n1, x2, n2) <= limit));
}
