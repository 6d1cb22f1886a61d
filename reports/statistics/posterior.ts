import { requireWhole } from './arguments.ts';
import { requireCounts } from './counts.ts';
import { logBeta } from './distribution.ts';

/** What k of n say about a rate, under a uniform prior. */
export interface Posterior {
  /** Of Beta(alpha, beta). */
  readonly alpha: number;
  readonly beta: number;
  readonly mean: number;
}

/** A point of a violin. */
export interface DensityPoint {
  readonly rate: number;
  readonly density: number;
}

/**
 * The posterior Beta(k + 1, n - k + 1) of a success rate under a uniform prior.
 *
 * Source: Bayes' rule for binomial data; T. Bayes, Philosophical Transactions 53 (1763) 370-418.
 * Limits: independent outcomes of one rate; without data it is the prior.
 *
 * @throws HarnessError `E_ARGUMENT` for counts that cannot be.
 */
export function betaPosterior(k: number, n: number): Posterior {
  requireCounts(n, { k });
  return { alpha: k + 1, beta: n - k + 1, mean: (k + 1) / (n + 2) };
}

/**
 * Density of a posterior on an even grid over [0, 1]: the outline of a violin, without sampling, so that equal data draw
 * equal pictures.
 *
 * @param points of the grid, both ends included, at least 2.
 */
export function posteriorDensity({ alpha, beta }: Posterior, points = 201): DensityPoint[] {
  requireWhole('points', points, 2);
  const scale = logBeta(alpha, beta);
  return Array.from({ length: points }, (_, i) => {
    const rate = i / (points - 1);
    const log = power(alpha - 1, rate) + power(beta - 1, 1 - rate) - scale;
    return { rate, density: Math.exp(log) };
  });
}

/** ln(x^exponent), with 0^0 = 1. */
const power = (exponent: number, x: number): number => (exponent === 0 ? 0 : exponent * Math.log(x));

/**
 * P(B > A): the probability that the second rate is the greater, under uniform priors.
 *
 * Source: E. Miller, "Formulas for Bayesian A/B Testing" (2014): for whole parameters the integral is a finite sum of beta
 * functions, here by the ratio of its terms.
 * Limits: independent arms, so not for paired data; no test: 0.95 is no 5 % error rate.
 *
 * @throws HarnessError `E_ARGUMENT` for counts that cannot be.
 */
export function probabilityGreater(kA: number, nA: number, kB: number, nB: number): number {
  const [a, b] = [betaPosterior(kA, nA), betaPosterior(kB, nB)];
  // Term i: B(a.alpha + i, a.beta + b.beta) / ((b.beta + i) B(1 + i, b.beta) B(a.alpha, a.beta)). Its logarithm is carried,
  // for the first terms are too small for a number where there are many episodes.
  let log = logBeta(a.alpha, a.beta + b.beta) - logBeta(a.alpha, a.beta);
  let sum = 0;
  for (let i = 0; i < b.alpha; i++) {
    sum += Math.exp(log);
    log += Math.log(((a.alpha + i) / (a.alpha + i + a.beta + b.beta)) * ((b.beta + i) / (i + 1)));
  }
  return Math.min(1, sum);
}
