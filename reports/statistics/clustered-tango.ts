import { HarnessError } from '../../harness/errors.ts';
import { requireFraction } from './arguments.ts';
import { type Clusters, requireClusters, sumOf } from './clusters.ts';
import { normalCritical, studentCritical } from './distribution.ts';
import { effectiveClusters } from './effective-clusters.ts';
import { type Difference, LEVEL } from './interval.ts';
import { tangoWithin } from './tango.ts';

/**
 * Tango's interval for paired outcomes that come in clusters, such as all conditions of one seed: with as many pairs as
 * the clusters are worth, by the design effect. With one pair a cluster it is `tango`.
 *
 * Source: J. N. K. Rao and A. J. Scott, Biometrics 48 (1992) 577-585: counts divided by the design effect, here never less
 * than 1; with Student's critical value, as E. L. Korn and B. I. Graubard, Survey Methodology 24 (1998) 193-201.
 * Limits: a few clusters that agree say little of a rare one that would not, whatever they are worth by their spread: so it
 * is never narrower than for that many clusters in each of which all pairs agree.
 *
 * @param clusters differences (first minus second: -1, 0 or 1) of each cluster.
 * @returns first minus second over all pairs; null without a pair.
 * @throws HarnessError `E_ARGUMENT` for other values, an empty cluster or a level that cannot be.
 */
export function clusteredTango(clusters: Clusters, level: number = LEVEL): Difference | null {
  requireDifferences(clusters);
  requireFraction('a confidence level', level);
  const n = sumOf(clusters.map(({ length }) => length));
  if (n === 0) return null;
  const z = normalCritical((1 - level) / 2);
  const values = clusters.flat();
  const [b, c] = [1, -1].map((wanted) => values.filter((each) => each === wanted).length) as [number, number];
  if (n === clusters.length) return tangoWithin(b, c, n, z);
  const least = leastWidth(clusters, z);
  if (clusters.length < 2 || b === n || c === n || b + c === 0) return about((b - c) / n, least);
  const worth = (n / designEffect(clusters, n)) * studentShare(clusters.length, (1 - level) / 2, z);
  return widest(about((b - c) / n, least), tangoWithin((b * worth) / n, (c * worth) / n, worth, z));
}

function requireDifferences(clusters: Clusters): void {
  requireClusters(clusters);
  const at = clusters.findIndex((values) => !values.every((each) => each === 0 || Math.abs(each) === 1));
  if (at < 0) return;
  throw new HarnessError('E_ARGUMENT', `cluster ${at}: expected -1, 0 or 1; got [${clusters[at]!.join(', ')}]`);
}

/** Variance of the mean with its clusters over that without them. */
function designEffect(clusters: Clusters, n: number): number {
  const mean = sumOf(clusters.map(sumOf)) / n;
  const naive = sumOf(clusters.flat().map((each) => (each - mean) ** 2));
  const between = sumOf(clusters.map((values) => (sumOf(values) - values.length * mean) ** 2));
  return Math.max(1, ((clusters.length / (clusters.length - 1)) * between) / naive);
}

/** Share of the pairs that is left when their variance is known from so many clusters only. */
const studentShare = (clusters: number, tail: number, z: number): number =>
  (z / studentCritical(tail, clusters - 1)) ** 2;

/** Of as many pairs as there are clusters, all of which agree; those of unequal size as `effectiveClusters`. */
function leastWidth(clusters: Clusters, z: number): Difference {
  return tangoWithin(0, 0, effectiveClusters(clusters.map(({ length }) => length)), z);
}

const about = (difference: number, { low, high }: Difference): Difference => ({
  difference,
  low: Math.max(-1, difference + low),
  high: Math.min(1, difference + high),
});

const widest = (first: Difference, second: Difference): Difference => ({
  difference: first.difference,
  low: Math.min(first.low, second.low),
  high: Math.max(first.high, second.high),
});
