import { requireCounts } from './counts.ts';
import type { Alternative, TestResult } from './test-result.ts';
import { firstBetter, type Region, supremum } from './unconditional.ts';

/**
 * Barnard's exact unconditional test of two independent success rates.
 *
 * Source: G. A. Barnard, Nature 156 (1945) 177, with the pooled score statistic of S. Suissa and J. J. Shuster, Journal of
 * the Royal Statistical Society A 148 (1985) 317-327: the tables with a statistic at least as extreme, at the common rate
 * that makes them most likely.
 * Limits: not for paired data. Two-sided counts both directions of the statistic, which is not twice the one-sided p when
 * the arms differ in size.
 *
 * @throws HarnessError `E_ARGUMENT` for counts that cannot be.
 */
export function barnard(
  k1: number,
  n1: number,
  k2: number,
  n2: number,
  alternative: Alternative = 'two-sided',
): TestResult {
  requireCounts(n1, { k1 });
  requireCounts(n2, { k2 });
  const observed = pooledScore(k1, n1, k2, n2);
  if (alternative === 'greater') return { pValue: oneSided(n1, n2, observed) };
  if (alternative === 'less') return { pValue: oneSided(n2, n1, -observed) };
  return { pValue: twoSided(n1, n2, Math.abs(observed)) };
}

/** The difference of two rates over its standard error where they are equal; 0 where all or none succeeded. */
export function pooledScore(k1: number, n1: number, k2: number, n2: number): number {
  if (n1 === 0 || n2 === 0) return 0;
  const pooled = (k1 + k2) / (n1 + n2);
  const variance = pooled * (1 - pooled) * (1 / n1 + 1 / n2);
  return variance === 0 ? 0 : (k1 / n1 - k2 / n2) / Math.sqrt(variance);
}

/** Statistics closer than this are ties: the rest is rounding. */
const TIE = 1e-9;

const oneSided = (n1: number, n2: number, observed: number): number =>
  supremum(firstBetter(n1, n2, (x1, x2) => pooledScore(x1, n1, x2, n2) >= observed - TIE));

function twoSided(n1: number, n2: number, observed: number): number {
  if (observed <= TIE) return 1;
  const first = firstBetter(n1, n2, (x1, x2) => pooledScore(x1, n1, x2, n2) >= observed - TIE);
  const second = firstBetter(n2, n1, (x2, x1) => pooledScore(x1, n1, x2, n2) <= TIE - observed);
  return supremum({ ...first, atLeast: fromSecond(second) });
}

/** The edge of the tables in which the second arm is better, told by the first arm's successes. */
function fromSecond({ n1: n2, n2: n1, atMost }: Region): Int32Array {
  const atLeast = new Int32Array(n1 + 1);
  let x2 = 0;
  for (let x1 = 0; x1 <= n1; x1++) {
    while (x2 <= n2 && atMost[x2]! < x1) x2++;
    atLeast[x1] = x2;
  }
  return atLeast;
}
