import { HarnessError } from '../../harness/errors.ts';
import { requireFraction, requireRate } from './arguments.ts';
import { betaUniform } from './beta-intervals.ts';
import { LEVEL } from './interval.ts';

/** With fewer episodes the width of the interval is mostly that of the prior. */
const LEAST = 10;

/**
 * Whether a rate is known well enough to stop: the `betaUniform` interval is no wider than planned.
 *
 * Source: the adaptive stopping of robot evaluations such as RoboLab.
 * Limits: it bounds a width and tests nothing; as it looks at k, intervals after stopping cover a little less than
 * their level. The width is stated before the first episode.
 *
 * @param width of the interval, in (0, 1).
 */
export function preciseEnough(k: number, n: number, width: number, level: number = LEVEL): boolean {
  requireFraction('a width', width);
  const interval = betaUniform(k, n, level);
  return interval !== null && n >= LEAST && interval.high - interval.low <= width;
}

/**
 * How many episodes make a rate precise enough, were the successes always the whole number nearest to `rate` times n:
 * see `preciseEnough`.
 *
 * @throws HarnessError `E_ARGUMENT` for a rate or width that cannot be, or a width that takes more than 10,000 episodes.
 */
export function episodesForWidth(rate: number, width: number, level: number = LEVEL): number {
  requireRate('a rate', rate);
  for (let n = LEAST; n <= MOST; n++) {
    // Halves downwards: 0 successes of 10 at a rate of 0.05.
    if (preciseEnough(Math.max(0, Math.ceil(n * rate - 0.5)), n, width, level)) return n;
  }
  throw new HarnessError('E_ARGUMENT', `expected a width that ${MOST} episodes reach; got ${width}`);
}

const MOST = 10_000;
