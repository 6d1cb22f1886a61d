import { type Clusters, requireClusters, sumOf } from './clusters.ts';

/**
 * Standard error of the pooled mean of values that share clusters, without resampling.
 *
 * Source: E. Miller, arXiv 2411.00640 (2024), equation 4: sqrt(sum over clusters of (sum of deviations from the mean)^2)
 * / n; with `smallSample` times sqrt(C / (C - 1)) for C clusters, as K.-Y. Liang and S. L. Zeger's estimator usually is.
 * Limits: asymptotic in the number of clusters; some 20 are wanted.
 *
 * @returns null for fewer than two clusters: the naive error instead would be a false one.
 * @throws HarnessError `E_ARGUMENT` for an empty cluster.
 */
export function clusteredStandardError(clusters: Clusters, { smallSample = false } = {}): number | null {
  requireClusters(clusters);
  if (clusters.length < 2) return null;
  const n = sumOf(clusters.map(({ length }) => length));
  const mean = sumOf(clusters.map(sumOf)) / n;
  const squares = sumOf(clusters.map((values) => (sumOf(values) - values.length * mean) ** 2));
  const factor = smallSample ? clusters.length / (clusters.length - 1) : 1;
  return Math.sqrt(factor * squares) / n;
}
