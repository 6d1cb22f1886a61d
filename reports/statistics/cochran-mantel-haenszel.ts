import { requireCounts } from './counts.ts';
import { chiSquareTail } from './distribution.ts';
import type { ChiSquareResult } from './test-result.ts';

/** Two arms' successes and outcomes in one scenario. */
export interface Stratum {
  readonly k1: number;
  readonly n1: number;
  readonly k2: number;
  readonly n2: number;
}

export interface MantelHaenszelResult extends ChiSquareResult {
  /** Odds of success of the first arm over those of the second, pooled over the strata; null where it is 0 / 0. */
  readonly oddsRatio: number | null;
}

/**
 * Cochran-Mantel-Haenszel test: whether two arms differ when each scenario is compared with itself.
 *
 * Source: N. Mantel and W. Haenszel, Journal of the National Cancer Institute 22 (1959) 719-748; without their
 * correction for continuity.
 * Limits: within a scenario and arm outcomes are independent: replicates with seeds of their own, never rows repeated
 * (`signFlip` has no such need). Blind where effects of opposite sign cancel. With each pair as a stratum it is the
 * asymptotic McNemar test.
 *
 * @returns statistic 0 and p 1 where no stratum can tell the arms apart.
 * @throws HarnessError `E_ARGUMENT` for counts that cannot be.
 */
export function cochranMantelHaenszel(strata: readonly Stratum[]): MantelHaenszelResult {
  let [excess, variance, concordant, discordant] = [0, 0, 0, 0];
  for (const { k1, n1, k2, n2 } of strata) {
    requireCounts(n1, { k1 });
    requireCounts(n2, { k2 });
    const n = n1 + n2;
    if (n1 === 0 || n2 === 0) continue;
    const k = k1 + k2;
    excess += k1 - (n1 * k) / n;
    if (n > 1) variance += (n1 * n2 * k * (n - k)) / (n * n * (n - 1));
    concordant += (k1 * (n2 - k2)) / n;
    discordant += (k2 * (n1 - k1)) / n;
  }
  const oddsRatio = concordant + discordant === 0 ? null : concordant / discordant;
  if (variance === 0) return { statistic: 0, df: 1, pValue: 1, oddsRatio };
  const statistic = excess ** 2 / variance;
  return { statistic, df: 1, pValue: chiSquareTail(statistic, 1), oddsRatio };
}
