/** A confidence interval; both ends included; fractions. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A difference of two rates, with its interval. */
export interface Difference extends Interval {
  /** First rate minus second, in [-1, 1]. */
  readonly difference: number;
}

/** Everything in reports/ is at this level unless it says otherwise. */
export const LEVEL = 0.95;
