import { HarnessError } from '../../harness/errors.ts';
import { requireFraction } from './arguments.ts';
import { crossings, STEEPEST } from './boundary-crossing.ts';
import { normalCritical, normalTail } from './distribution.ts';

/** One of the planned looks at the data. */
export interface Look {
  /** Share of all planned pairs that are there, in (0, 1]. */
  readonly fraction: number;
  /** Error of the first kind spent up to here, both sides. */
  readonly spent: number;
  /** Stop and reject where |z| reaches this. */
  readonly criticalZ: number;
  /** The same as a two-sided p-value. */
  readonly criticalP: number;
}

/** How alpha is spent: hardly anything early, or about evenly. */
export type Spending = 'obrien-fleming' | 'pocock';

/**
 * Group sequential looks with error spending: critical values for a few planned looks, which together err with
 * probability alpha.
 *
 * Source: K. K. G. Lan and D. L. DeMets, Biometrika 70 (1983) 659-663; each side spends alpha / 2. The crossing
 * probabilities by the recursion of P. Armitage, C. K. McPherson and B. C. Rowe, JRSS A 132 (1969) 235-244.
 * Limits: for a statistic that is standard normal where there is no difference, with independent increments: for pairs
 * (b - c) / sqrt(b + c). The number of all pairs is stated before the first; asymptotic, so no look below some 20
 * discordant pairs.
 *
 * @param fractions of the looks, ascending, in (0, 1].
 * @throws HarnessError `E_ARGUMENT` for other fractions or an alpha that cannot be.
 */
export function groupSequential(
  fractions: readonly number[],
  { alpha = 0.05, spending = 'obrien-fleming' as Spending } = {},
): Look[] {
  requireFraction('alpha', alpha);
  requireAscending(fractions);
  const spent = fractions.map((fraction) => SPENT[spending](fraction, alpha / 2));
  const bounds: number[] = [];
  crossings(fractions, (look, crossing) => {
    const bound = boundFor(spent[look]! - (spent[look - 1] ?? 0), crossing);
    bounds.push(bound);
    return bound;
  });
  return fractions.map((fraction, look) => ({
    fraction,
    spent: 2 * spent[look]!,
    criticalZ: bounds[look]!,
    criticalP: 2 * normalTail(bounds[look]!),
  }));
}

/**
 * The error of the first kind that given critical values spend up to each look, both sides: to check any boundary.
 *
 * @param criticalZ of each look.
 * @throws HarnessError `E_ARGUMENT` for fractions that are not ascending in (0, 1].
 */
export function errorSpent(fractions: readonly number[], criticalZ: readonly number[]): number[] {
  requireAscending(fractions);
  let sum = 0;
  const crossed = crossings(fractions, (look) => criticalZ[look] ?? Number.POSITIVE_INFINITY);
  return crossed.map((probability) => {
    sum += 2 * probability;
    return sum;
  });
}

/** One-sided spending functions. */
const SPENT: Readonly<Record<Spending, (fraction: number, alpha: number) => number>> = {
  'obrien-fleming': (fraction, alpha) => 2 * normalTail(normalCritical(alpha / 2) / Math.sqrt(fraction)),
  pocock: (fraction, alpha) => alpha * Math.log(1 + (Math.E - 1) * fraction),
};

function boundFor(probability: number, crossing: (bound: number) => number): number {
  let [low, high] = [0, STEEPEST];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (crossing(middle) > probability) low = middle;
    else high = middle;
  }
  return high;
}

function requireAscending(fractions: readonly number[]): void {
  if (fractions.every((each, at) => each > (fractions[at - 1] ?? 0) && each <= 1)) return;
  throw new HarnessError('E_ARGUMENT', `expected ascending fractions in (0, 1]; got ${fractions.join(', ')}`);
}
