import { requireWhole } from './arguments.ts';
import { type Clusters, meanOf, requireClusters, sumOf } from './clusters.ts';
import { binomial } from './hypergeometric.ts';
import { binomialDraw, uniform } from './random.ts';
import type { TestResult } from './test-result.ts';

/**
 * Sign-flip test of paired differences by scenario: whether the mean over scenarios of their mean difference is 0.
 * The test for replicates: a scenario counts once, however often it was repeated.
 *
 * Source: R. A. Fisher, The Design of Experiments (1935), section 21: where there is no difference each scenario's could
 * as well have had the other sign. Exact over all signs where they are few or where few sizes of difference occur, else by
 * random signs, the observed ones counted along.
 * Limits: scenarios are independent, their differences symmetric around 0 where there is no effect. With one replicate a
 * scenario it is the exact McNemar test. Fewer than six scenarios that differ cannot give p < 0.05.
 *
 * @param clusters differences (first minus second) of each scenario.
 * @returns p in (0, 1]; the same for the same seed.
 * @throws HarnessError `E_ARGUMENT` for an empty cluster.
 */
export function signFlip(clusters: Clusters, { resamples = 20_000, seed = 0 } = {}): TestResult {
  requireClusters(clusters);
  requireWhole('resamples', resamples, 1);
  const means = clusters.map(meanOf).filter((mean) => mean !== 0);
  const limit = Math.abs(sumOf(means)) * (1 - 1e-12) - 1e-12;
  const sizes = countedSizes(means);
  const sums = sizes.reduce((product, { count }) => product * (count + 1), 1);
  if (sums <= EXACT) return { pValue: Math.min(1, exactTail(sizes, 0, limit)) };
  const unit = uniform(seed);
  let extreme = 1;
  for (let i = 0; i < resamples; i++) {
    const sum = sumOf(sizes.map(({ size, count }) => size * (2 * binomialDraw(count, 0.5, unit) - count)));
    if (Math.abs(sum) >= limit) extreme++;
  }
  return { pValue: extreme / (resamples + 1) };
}

/** Up to so many different sums are added up one by one. */
const EXACT = 100_000;

interface Size {
  readonly size: number;
  readonly count: number;
  /** Probability of each number of positive signs. */
  readonly positive: Float64Array;
}

function countedSizes(means: readonly number[]): Size[] {
  const counts = new Map<string, { size: number; count: number }>();
  for (const size of means.map(Math.abs)) {
    // Means of the same outcomes in another order differ in their last bit.
    const key = size.toPrecision(12);
    const known = counts.get(key);
    if (known) known.count++;
    else counts.set(key, { size, count: 1 });
  }
  return [...counts.values()].map((each) => ({ ...each, positive: binomial(each.count, 0.5) }));
}

/** P[|sum| >= limit] over the signs of these sizes, `sum` being that of the sizes before them. */
function exactTail(sizes: readonly Size[], sum: number, limit: number): number {
  const [first, ...others] = sizes;
  if (!first) return Math.abs(sum) >= limit ? 1 : 0;
  const { size, count, positive } = first;
  return positive.reduce((p, mass, k) => p + mass * exactTail(others, sum + size * (2 * k - count), limit), 0);
}
