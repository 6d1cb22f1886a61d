import { binomialDraw, type Uniform, uniform } from './random.ts';

/** What each cluster adds to the sums of which a statistic is made. */
export type Contributions = readonly (readonly number[])[];

export interface ResampleOptions {
  readonly resamples: number;
  readonly seed: number;
}

/** A statistic of the sums over a sample; it must not keep them. */
export type OfSums = (sums: Float64Array) => number;

/**
 * A statistic of sums over clusters drawn with replacement, as many as there are. All possible draws where they are not
 * more than `resamples` (up to five clusters by default), else that many random ones.
 *
 * Clusters that contribute the same are drawn together, as one multinomial count: 100,000 pairs of single outcomes have
 * three kinds, and cost no more than ten pairs.
 */
export function resampled(clusters: Contributions, statistic: OfSums, options: ResampleOptions): Float64Array {
  const { resamples, seed } = options;
  if (clusters.length ** clusters.length <= resamples) return Float64Array.from(allSums(clusters), statistic);
  const kinds = kindsOf(clusters);
  const unit = uniform(seed);
  const sums = new Float64Array(clusters[0]!.length);
  const draw =
    kinds.length * WORTH < clusters.length
      ? () => byKind(sums, kinds, clusters.length, unit)
      : () => byCluster(sums, clusters, unit);
  const values = new Float64Array(resamples);
  for (let i = 0; i < resamples; i++) {
    sums.fill(0);
    draw();
    values[i] = statistic(sums);
  }
  return values;
}

/** A multinomial count costs about as much as drawing so many clusters. */
const WORTH = 8;

interface Kind {
  readonly contribution: readonly number[];
  readonly clusters: number;
}

function kindsOf(clusters: Contributions): Kind[] {
  const kinds = new Map<string, { contribution: readonly number[]; clusters: number }>();
  for (const contribution of clusters) {
    const key = contribution.join();
    const kind = kinds.get(key);
    if (kind) kind.clusters++;
    else kinds.set(key, { contribution, clusters: 1 });
  }
  return [...kinds.values()];
}

/** A multinomial draw as a chain of binomial ones. */
function byKind(sums: Float64Array, kinds: readonly Kind[], clusters: number, unit: Uniform): void {
  let [drawsLeft, clustersLeft] = [clusters, clusters];
  for (const kind of kinds) {
    const count = binomialDraw(drawsLeft, kind.clusters / clustersLeft, unit);
    add(sums, kind.contribution, count);
    drawsLeft -= count;
    clustersLeft -= kind.clusters;
  }
}

function byCluster(sums: Float64Array, clusters: Contributions, unit: Uniform): void {
  for (let i = 0; i < clusters.length; i++) add(sums, clusters[Math.floor(unit() * clusters.length)]!, 1);
}

/** One draw more at a time: from all draws of one cluster to all draws of as many as there are. */
function allSums(clusters: Contributions): Float64Array[] {
  let sums = [new Float64Array(clusters[0]?.length ?? 0)];
  for (let i = 0; i < clusters.length; i++) {
    sums = sums.flatMap((sum) => clusters.map((each) => sum.map((value, at) => value + each[at]!)));
  }
  return sums;
}

function add(sums: Float64Array, contribution: readonly number[], times: number): void {
  for (let i = 0; i < sums.length; i++) sums[i]! += times * contribution[i]!;
}
