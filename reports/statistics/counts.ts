import { HarnessError } from '../../harness/errors.ts';

/** @throws HarnessError `E_ARGUMENT` unless every part is a whole number >= 0 and together they are at most `n`. */
export function requireCounts(n: number, parts: Readonly<Record<string, number>>): void {
  const all = { n, ...parts };
  const whole = Object.values(all).every((count) => Number.isSafeInteger(count) && count >= 0);
  const sum = Object.values(parts).reduce((total, count) => total + count, 0);
  if (whole && sum <= n) return;
  const got = Object.entries(all).map(([name, count]) => `${name} = ${count}`);
  const names = Object.keys(parts).join(' + ');
  throw new HarnessError('E_ARGUMENT', `expected whole numbers with 0 <= ${names} <= n; got ${got.join(', ')}`);
}
