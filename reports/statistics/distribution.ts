import betainc from '@stdlib/math-base-special-betainc';
import betaincinv from '@stdlib/math-base-special-betaincinv';
import erfc from '@stdlib/math-base-special-erfc';
import erfcinv from '@stdlib/math-base-special-erfcinv';
import gammainc from '@stdlib/math-base-special-gammainc';
import gammaln from '@stdlib/math-base-special-gammaln';

// Tails are asked for as tails: 1 - cdf would lose them below 1e-16.

/** P[Z > z] of the standard normal distribution. */
export const normalTail = (z: number): number => erfc(z / Math.SQRT2) / 2;

/** The z with P[Z > z] = tail, for a tail in (0, 1). */
export const normalCritical = (tail: number): number => Math.SQRT2 * erfcinv(2 * tail);

/** The t with P[T > t] = tail under Student's distribution with `df` degrees of freedom, for a tail in (0, 1/2). */
export function studentCritical(tail: number, df: number): number {
  const x = betaincinv(2 * tail, df / 2, 0.5);
  return Math.sqrt((df * (1 - x)) / x);
}

/** P[X > x] of chi-square with `df` degrees of freedom. */
export const chiSquareTail = (x: number, df: number): number => (x <= 0 ? 1 : gammainc(x / 2, df / 2, true, true));

/** P[X <= x] of Beta(a, b). */
export const betaCdf = (x: number, a: number, b: number): number => betainc(x, a, b);

/** The x with P[X <= x] = p under Beta(a, b). */
export const betaQuantile = (p: number, a: number, b: number): number => betaincinv(p, a, b);

/** ln(m!) for a whole m >= 0. */
export const logFactorial = (m: number): number => gammaln(m + 1);

/** ln B(a, b). */
export const logBeta = (a: number, b: number): number => gammaln(a) + gammaln(b) - gammaln(a + b);
