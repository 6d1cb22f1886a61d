import { HarnessError } from '../../harness/errors.ts';
import { requireCounts } from './counts.ts';
import { normalTail } from './distribution.ts';
import type { TestResult } from './test-result.ts';

/** Successes at one of several ordered levels. */
export interface OrderedLevel {
  /** Where the level lies on its axis: centimetres, per cent, or a rank. */
  readonly score: number;
  readonly k: number;
  readonly n: number;
}

export interface TrendResult extends TestResult {
  /** Standard normal where there is no trend; negative where the rate falls as the score grows. */
  readonly z: number;
}

/**
 * Cochran-Armitage test: whether the success rate rises or falls along ordered levels.
 *
 * Source: P. Armitage, Biometrics 11 (1955) 375-386, two-sided, by the normal distribution.
 * Limits: outcomes are independent, so levels should not share seeds; where they do, the test is conservative. Finds a
 * trend along the scores, not every difference. Asymptotic: a few successes and failures in all are wanted.
 *
 * @returns z 0 and p 1 where all or none succeeded, or where only one score has outcomes.
 * @throws HarnessError `E_ARGUMENT` for counts or a score that cannot be.
 */
export function cochranArmitage(levels: readonly OrderedLevel[]): TrendResult {
  let [n, k, scored, scoredSquares, hits] = [0, 0, 0, 0, 0];
  for (const level of levels) {
    requireCounts(level.n, { k: level.k });
    if (!Number.isFinite(level.score))
      throw new HarnessError('E_ARGUMENT', `expected a finite score; got ${level.score}`);
    n += level.n;
    k += level.k;
    scored += level.n * level.score;
    scoredSquares += level.n * level.score ** 2;
    hits += level.k * level.score;
  }
  const rate = k / n;
  const variance = rate * (1 - rate) * (scoredSquares - scored ** 2 / n);
  if (!(variance > 0)) return { z: 0, pValue: 1 };
  const z = (hits - scored * rate) / Math.sqrt(variance);
  return { z, pValue: 2 * normalTail(Math.abs(z)) };
}
