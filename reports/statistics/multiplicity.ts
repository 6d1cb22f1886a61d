import { requirePValues } from './arguments.ts';

/**
 * Holm's step-down adjustment: reject where the adjusted value is at most alpha, and the chance of any false rejection in
 * the family is at most alpha, however the tests depend on each other.
 *
 * Source: S. Holm, Scandinavian Journal of Statistics 6 (1979) 65-70: adjusted p(i) = max over j <= i of
 * min(1, (m - j + 1) p(j)).
 * Limits: the family must be fixed before the data are seen.
 *
 * @returns adjusted values in the order of the input.
 * @throws HarnessError `E_ARGUMENT` for a value outside [0, 1].
 */
export function holm(pValues: readonly number[]): number[] {
  const order = ascending(pValues);
  const adjusted = new Array<number>(pValues.length);
  let least = 0;
  for (const [rank, at] of order.entries()) {
    least = Math.max(least, Math.min(1, (pValues.length - rank) * pValues[at]!));
    adjusted[at] = least;
  }
  return adjusted;
}

/**
 * Benjamini and Hochberg's step-up adjustment: the expected share of false ones among the rejected is at most alpha.
 *
 * Source: Y. Benjamini and Y. Hochberg, Journal of the Royal Statistical Society B 57 (1995) 289-300.
 * Limits: for independent or positively dependent tests; for screening, not for a verdict.
 *
 * @returns adjusted values in the order of the input.
 * @throws HarnessError `E_ARGUMENT` for a value outside [0, 1].
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const order = ascending(pValues);
  const adjusted = new Array<number>(pValues.length);
  let most = 1;
  for (let rank = order.length; rank > 0; rank--) {
    const at = order[rank - 1]!;
    most = Math.min(most, (pValues[at]! * pValues.length) / rank);
    adjusted[at] = most;
  }
  return adjusted;
}

/**
 * Bonferroni's adjustment, min(1, m p): as `holm` but never more powerful.
 *
 * Source: O. J. Dunn, Journal of the American Statistical Association 56 (1961) 52-64.
 *
 * @throws HarnessError `E_ARGUMENT` for a value outside [0, 1].
 */
export function bonferroni(pValues: readonly number[]): number[] {
  requirePValues(pValues);
  return pValues.map((p) => Math.min(1, p * pValues.length));
}

/** Positions of the values, the least first. */
function ascending(pValues: readonly number[]): number[] {
  requirePValues(pValues);
  return [...pValues.keys()].sort((a, b) => pValues[a]! - pValues[b]!);
}
