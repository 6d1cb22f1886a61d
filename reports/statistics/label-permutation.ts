import { HarnessError } from '../../harness/errors.ts';
import { requireWhole } from './arguments.ts';
import { uniform } from './random.ts';
import type { TestResult } from './test-result.ts';

/**
 * Permutation test of several policies by scenario: whether they have one success rate, where the rows of a scenario are not
 * independent of each other. It is to `cochranQ` what `signFlip` is to the exact McNemar test.
 *
 * Source: E. J. G. Pitman, Journal of the Royal Statistical Society Supplement 4 (1937) 119-130: where there is no
 * difference, the policies' names could stand in any order within each scenario, independently of the others. The
 * statistic is the sum of squares of the policies' totals, by random orders, the observed one counted along.
 * Limits: scenarios are independent. It says that some policies differ, not which.
 *
 * @param clusters successes of each scenario, one number a policy.
 * @returns p in (0, 1]; the same for the same seed; 1 where no scenario tells the policies apart.
 * @throws HarnessError `E_ARGUMENT` unless every scenario has a number for each policy.
 */
export function labelPermutation(
  clusters: readonly (readonly number[])[],
  { resamples = 9999, seed = 0 } = {},
): TestResult {
  requireWhole('resamples', resamples, 1);
  const policies = requireEqualLengths(clusters);
  const telling = clusters.filter((totals) => totals.some((each) => each !== totals[0])).map((each) => [...each]);
  if (telling.length === 0) return { pValue: 1 };
  const draws = Math.max(FEWEST, Math.min(resamples, Math.floor(WORK / (telling.length * policies))));
  const limit = spreadOf(telling, policies) * (1 - 1e-12);
  const unit = uniform(seed);
  let extreme = 1;
  for (let i = 0; i < draws; i++) {
    for (const totals of telling) shuffle(totals, unit);
    if (spreadOf(telling, policies) >= limit) extreme++;
  }
  return { pValue: extreme / (draws + 1) };
}

/** Numbers moved in all; fewer resamples where there are many scenarios, but never fewer than these. */
const WORK = 5e7;
const FEWEST = 999;

function requireEqualLengths(clusters: readonly (readonly number[])[]): number {
  const policies = clusters[0]?.length ?? 0;
  const at = clusters.findIndex((totals) => totals.length !== policies || !totals.every(Number.isFinite));
  if (at < 0) return policies;
  const got = clusters[at]!.join(', ');
  throw new HarnessError(
    'E_ARGUMENT',
    `cluster ${at}: expected ${policies} finite numbers, one a policy; got [${got}]`,
  );
}

/** Sum of squares of the policies' totals about their mean: it grows as they come apart. */
function spreadOf(clusters: readonly (readonly number[])[], policies: number): number {
  const totals = new Float64Array(policies);
  for (const each of clusters) for (let i = 0; i < policies; i++) totals[i]! += each[i]!;
  const mean = totals.reduce((sum, each) => sum + each, 0) / policies;
  return totals.reduce((sum, each) => sum + (each - mean) ** 2, 0);
}

/** Fisher and Yates. */
function shuffle(values: number[], unit: () => number): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor(unit() * (i + 1));
    [values[i], values[j]] = [values[j]!, values[i]!];
  }
}
