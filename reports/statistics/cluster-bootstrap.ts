import { requireFraction, requireWhole } from './arguments.ts';
import { type Clusters, meanOf, requireClusters, sumOf } from './clusters.ts';
import { type Interval, LEVEL } from './interval.ts';
import { quantile } from './quantile.ts';
import { type ResampleOptions, resampled } from './resample.ts';

export interface BootstrapSettings extends ResampleOptions {
  readonly level: number;
}

export interface ClusterSettings extends BootstrapSettings {
  /** The mean of the clusters' means, or the mean of all values pooled (a big cluster weighs more). */
  readonly statistic: 'macro' | 'pooled';
}

export interface BootstrapResult extends Interval {
  readonly estimate: number;
  /** Standard deviation of the statistic over the resamples. */
  readonly standardError: number;
  /** How many there were; all possible ones for few clusters. */
  readonly resamples: number;
}

export const BOOTSTRAP: BootstrapSettings = { level: LEVEL, resamples: 10_000, seed: 0 };

/**
 * Percentile bootstrap of a mean over whole scenarios: for replicates, which share their scenario and are not independent
 * of each other. Give outcomes (0, 1) for a rate, or paired differences (-1, 0, 1) for a difference.
 *
 * Source: A. C. Davison and D. V. Hinkley, Bootstrap Methods and their Application (1997), sections 3.8 and 5.3.1.
 * Limits: too narrow for fewer than some 20 scenarios. It says how the mean would vary over other such scenarios: where
 * each scenario was meant and no sample of others, it is too wide.
 *
 * @param clusters the values of each scenario.
 * @returns the same for the same seed; null for fewer than two clusters, of whose spread nothing is known.
 * @throws HarnessError `E_ARGUMENT` for an empty cluster, or settings that cannot be.
 */
export function clusterBootstrap(clusters: Clusters, settings: Partial<ClusterSettings> = {}): BootstrapResult | null {
  const { statistic, level, ...resampling } = { ...BOOTSTRAP, statistic: 'macro', ...settings };
  requireClusters(clusters);
  requireFraction('a confidence level', level);
  requireWhole('resamples', resampling.resamples, 1);
  if (clusters.length < 2) return null;
  const rows = clusters.map((values) => (statistic === 'macro' ? [meanOf(values), 1] : [sumOf(values), values.length]));
  const values = resampled(rows, (sums) => sums[0]! / sums[1]!, resampling);
  const [sum, count] = [0, 1].map((at) => sumOf(rows.map((row) => row[at]!)));
  return { estimate: sum! / count!, ...summary(values, level) };
}

function summary(values: Float64Array, level: number): Omit<BootstrapResult, 'estimate'> {
  const sorted = values.toSorted();
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
  const variance = values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / values.length;
  return {
    low: quantile(sorted, (1 - level) / 2),
    high: quantile(sorted, (1 + level) / 2),
    standardError: Math.sqrt(variance),
    resamples: values.length,
  };
}
