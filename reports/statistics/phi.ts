import { requireCounts } from './counts.ts';

/**
 * Phi: the correlation of two policies' outcomes over the same scenarios. Pairs that a test needs shrink by about it.
 *
 * Source: G. U. Yule, Journal of the Royal Statistical Society 75 (1912) 579-652.
 *
 * @param both pairs in which both succeeded.
 * @param b pairs in which only the first did.
 * @param c pairs in which only the second did.
 * @returns in [-1, 1]; null where one of the two always or never succeeded.
 * @throws HarnessError `E_ARGUMENT` for counts that cannot be.
 */
export function phi(both: number, b: number, c: number, n: number): number | null {
  requireCounts(n, { both, b, c });
  const [first, second] = [both + b, both + c];
  const spread = first * (n - first) * second * (n - second);
  return spread === 0 ? null : (both * (n - both - b - c) - b * c) / Math.sqrt(spread);
}
