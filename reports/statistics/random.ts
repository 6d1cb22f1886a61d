import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { skipN } from 'pure-rand/utils/skipN';
import { logFactorial } from './distribution.ts';

/** Uniform in [0, 1). */
export type Uniform = () => number;

/** @param seed a whole number; the same seed gives the same draws. */
export function uniform(seed: number): Uniform {
  const generator = xoroshiro128plus(seed);
  // The first outputs after seeding are nearly constant.
  skipN(generator, 32);
  return () => uniformFloat64(generator);
}

/** ln(m!) of small m, which are drawn most: exact enough to draw by. */
const LOG_FACTORIALS = new Float64Array(4096);
for (let m = 1; m < LOG_FACTORIALS.length; m++) LOG_FACTORIALS[m] = LOG_FACTORIALS[m - 1]! + Math.log(m);

const logOfFactorial = (m: number): number => LOG_FACTORIALS[m] ?? logFactorial(m);

/** Successes in n episodes at a rate in [0, 1], drawn in a time that does not grow with n. */
export function binomialDraw(n: number, rate: number, unit: Uniform): number {
  if (n === 0 || rate <= 0) return 0;
  if (rate >= 1) return n;
  if (rate > 0.5) return n - binomialDraw(n, 1 - rate, unit);
  return n * rate < 10 ? byInversion(n, rate, unit) : byRejection(n, rate, unit);
}

/** Adds up the probabilities from 0 until they pass a uniform draw: few steps where n times rate is small. */
function byInversion(n: number, rate: number, unit: Uniform): number {
  const odds = rate / (1 - rate);
  let p = (1 - rate) ** n;
  let left = unit();
  let k = 0;
  while (left > p && k < n) {
    left -= p;
    k++;
    p *= ((n - k + 1) / k) * odds;
  }
  return k;
}

/**
 * Transformed rejection with squeeze for n times rate >= 10: algorithm BTRS of W. Hormann, Journal of Statistical
 * Computation and Simulation 46 (1993) 101-110, with its constants.
 */
function byRejection(n: number, rate: number, unit: Uniform): number {
  const spread = Math.sqrt(n * rate * (1 - rate));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * rate;
  const center = n * rate + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * spread;
  const mode = Math.floor((n + 1) * rate);
  const logOdds = Math.log(rate / (1 - rate));
  const atMode = logOfFactorial(mode) + logOfFactorial(n - mode);
  for (;;) {
    const u = unit() - 0.5;
    const v = unit();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + center);
    if (us >= 0.07 && v <= squeeze) return k;
    if (k < 0 || k > n) continue;
    const bound = Math.log((v * alpha) / (a / (us * us) + b));
    if (bound <= atMode - logOfFactorial(k) - logOfFactorial(n - k) + (k - mode) * logOdds) return k;
  }
}
