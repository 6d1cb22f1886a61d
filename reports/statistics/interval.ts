/** A confidence interval; both ends included. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Everything in reports/ is at this level unless it says otherwise. */
export const LEVEL = 0.95;
