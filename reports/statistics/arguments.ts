import { HarnessError } from '../../harness/errors.ts';

/** @throws HarnessError `E_ARGUMENT` unless the value lies strictly between 0 and 1. */
export function requireFraction(name: string, value: number): void {
  if (value > 0 && value < 1) return;
  throw new HarnessError('E_ARGUMENT', `expected ${name} between 0 and 1, both left out; got ${value}`);
}

/** @throws HarnessError `E_ARGUMENT` unless the value lies in [0, 1]. */
export function requireRate(name: string, value: number): void {
  if (value >= 0 && value <= 1) return;
  throw new HarnessError('E_ARGUMENT', `expected ${name} in [0, 1]; got ${value}`);
}

/** @throws HarnessError `E_ARGUMENT` for a p-value outside [0, 1]. */
export function requirePValues(pValues: readonly number[]): void {
  for (const [at, p] of pValues.entries()) requireRate(`p-value ${at}`, p);
}

/** @throws HarnessError `E_ARGUMENT` unless the value is a whole number of at least `least`. */
export function requireWhole(name: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new HarnessError('E_ARGUMENT', `expected ${name} as a whole number >= ${least}; got ${value}`);
}
