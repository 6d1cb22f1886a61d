import { requireFraction, requireRate, requireWhole } from './arguments.ts';
import { episodesNeeded, POWER, type PowerSettings } from './sample-size.ts';

/** The smallest differences to a rate that would be found; null where even the greatest possible one would not. */
export interface Detectable {
  /** As a positive fraction: a rate higher by this much. */
  readonly up: number | null;
  /** As a positive fraction: a rate lower by this much. */
  readonly down: number | null;
}

/**
 * The smallest difference to a rate that n episodes find with the given power: n pairs where `phi` is given, else n
 * episodes of each arm. The converse of `sampleSize`.
 *
 * Source and limits: see `sampleSize`. A phi beyond what the two rates allow is taken as the most that they do.
 *
 * @param rate the rate to differ from, such as nominal's.
 * @throws HarnessError `E_ARGUMENT` for a rate, n or settings that cannot be.
 */
export function minimumDetectableDifference(
  rate: number,
  n: number,
  settings: Partial<PowerSettings> = {},
): Detectable {
  const { alpha, power, phi } = { ...POWER, ...settings };
  requireRate('a rate', rate);
  requireWhole('n', n, 0);
  requireFraction('alpha', alpha);
  requireFraction('power', power);
  const enough = (other: number): boolean => n > 0 && episodesNeeded(rate, other, alpha, power, phi) <= n;
  const towards = (end: 0 | 1): number | null => {
    if (end === rate || !enough(end)) return null;
    let [far, near] = [Math.abs(end - rate), 0];
    for (let i = 0; i < 60; i++) {
      const middle = (far + near) / 2;
      if (enough(rate + Math.sign(end - rate) * middle)) far = middle;
      else near = middle;
    }
    return far;
  };
  return { up: towards(1), down: towards(0) };
}
