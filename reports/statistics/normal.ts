import { HarnessError } from '../../harness/errors.ts';

/** z with P(|Z| <= z) = level, Z standard normal (Python 3.11 `statistics.NormalDist().inv_cdf(0.5 + level / 2)`). */
const TWO_SIDED_Z: Readonly<Record<string, number>> = {
  '0.8': 1.2815515655446008,
  '0.9': 1.6448536269514722,
  '0.95': 1.959963984540054,
  '0.98': 2.3263478740408408,
  '0.99': 2.5758293035489004,
  '0.999': 3.2905267314919255,
};

/**
 * The two-sided critical value of the standard normal distribution.
 *
 * @param level confidence level, a fraction; one of the conventional ones.
 * @throws HarnessError `E_ARGUMENT` for any other level.
 */
export function twoSidedZ(level: number): number {
  const z = TWO_SIDED_Z[String(level)];
  if (z === undefined) {
    const valid = Object.keys(TWO_SIDED_Z).join(', ');
    throw new HarnessError('E_ARGUMENT', `expected a confidence level of ${valid}; got ${level}`);
  }
  return z;
}
