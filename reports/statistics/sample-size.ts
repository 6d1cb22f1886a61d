import { HarnessError } from '../../harness/errors.ts';
import { requireFraction, requireRate } from './arguments.ts';
import { normalCritical } from './distribution.ts';

export interface PowerSettings {
  /** Error of the first kind, two-sided. */
  readonly alpha: number;
  /** Chance to find the difference where it is there. */
  readonly power: number;
  /** Correlation of the paired outcomes; undefined for independent arms. */
  readonly phi: number | undefined;
}

export const POWER: PowerSettings = { alpha: 0.05, power: 0.8, phi: undefined };

/**
 * How many episodes tell two success rates apart: pairs where `phi` is given, else episodes of each arm.
 *
 * Source: unpaired J. L. Fleiss, Statistical Methods for Rates and Proportions (2nd ed., 1981), equation 3.14, without the
 * correction for continuity; paired R. J. Connor, Biometrics 43 (1987) 207-211, with the discordant share from the rates
 * and phi.
 * Limits: by the normal distribution: the exact tests need a few episodes more, most of all below some 20.
 *
 * @param p1 the one rate.
 * @param p2 the other; not equal to p1.
 * @throws HarnessError `E_ARGUMENT` for equal rates, or a phi that these rates do not allow.
 */
export function sampleSize(p1: number, p2: number, settings: Partial<PowerSettings> = {}): number {
  const { alpha, power, phi } = { ...POWER, ...settings };
  requireRate('the first rate', p1);
  requireRate('the second rate', p2);
  requireFraction('alpha', alpha);
  requireFraction('power', power);
  if (p1 === p2) throw new HarnessError('E_ARGUMENT', `expected two different rates; got ${p1} twice`);
  if (phi !== undefined) requirePhi(p1, p2, phi);
  return Math.ceil(episodesNeeded(p1, p2, alpha, power, phi) - 1e-9);
}

/** As `sampleSize`, not rounded; a phi beyond what the rates allow is taken as the most or least that they do. */
export function episodesNeeded(p1: number, p2: number, alpha: number, power: number, phi: number | undefined): number {
  const [z, zPower] = [normalCritical(alpha / 2), normalCritical(1 - power)];
  const difference = p1 - p2;
  const mean = (p1 + p2) / 2;
  // Spread where the rates are equal, and where they are not.
  const [equal, unequal] =
    phi === undefined
      ? [2 * mean * (1 - mean), p1 * (1 - p1) + p2 * (1 - p2)]
      : [discordantShare(p1, p2, phi), discordantShare(p1, p2, phi) - difference ** 2];
  return (z * Math.sqrt(equal) + zPower * Math.sqrt(Math.max(0, unequal))) ** 2 / difference ** 2;
}

function discordantShare(p1: number, p2: number, phi: number): number {
  const both = p1 * p2 + phi * Math.sqrt(p1 * (1 - p1) * p2 * (1 - p2));
  return p1 + p2 - 2 * Math.min(Math.min(p1, p2), Math.max(Math.max(0, p1 + p2 - 1), both));
}

function requirePhi(p1: number, p2: number, phi: number): void {
  const spread = Math.sqrt(p1 * (1 - p1) * p2 * (1 - p2));
  const least = spread === 0 ? 0 : (Math.max(0, p1 + p2 - 1) - p1 * p2) / spread;
  const most = spread === 0 ? 0 : (Math.min(p1, p2) - p1 * p2) / spread;
  if (phi >= least - 1e-12 && phi <= most + 1e-12) return;
  const range = `[${least.toFixed(3)}, ${most.toFixed(3)}]`;
  throw new HarnessError('E_ARGUMENT', `expected phi in ${range}, which rates of ${p1} and ${p2} allow; got ${phi}`);
}
