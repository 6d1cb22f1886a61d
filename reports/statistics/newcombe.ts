import { type Difference, type Interval, LEVEL } from './interval.ts';
import { wilson } from './wilson.ts';

/**
 * Newcombe's hybrid score interval for the difference of two independent success rates, first minus second.
 *
 * Source: R. G. Newcombe, Statistics in Medicine 17 (1998) 873-890, method 10: each limit squares and adds the distances
 * of the two rates to the Wilson limits that lie towards it.
 * Limits: for arms that share no scenarios; paired data belong to `tango`. It can leave 0 out where an exact test does not
 * reject. Whether two Wilson intervals overlap is not a test.
 *
 * @returns null when either n is 0.
 * @throws HarnessError `E_ARGUMENT` for counts or a level that cannot be.
 */
export function newcombe(k1: number, n1: number, k2: number, n2: number, level: number = LEVEL): Difference | null {
  const [first, second] = [wilson(k1, n1, level), wilson(k2, n2, level)];
  if (first === null || second === null) return null;
  return newcombeOf({ rate: k1 / n1, ...first }, { rate: k2 / n2, ...second });
}

/** The same from rates with Wilson intervals, such as those of `wilsonOfRate`, which count each cluster once. */
export function newcombeOf(first: Interval & { readonly rate: number }, second: typeof first): Difference {
  const [p1, p2] = [first.rate, second.rate];
  const difference = p1 - p2;
  return {
    difference,
    low: Math.max(-1, difference - Math.hypot(p1 - first.low, second.high - p2)),
    high: Math.min(1, difference + Math.hypot(first.high - p1, p2 - second.low)),
  };
}
