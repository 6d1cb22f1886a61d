import { sumOf } from './clusters.ts';

/**
 * How many clusters of equal size clusters of unequal size are worth for the mean of all their outcomes, if outcomes that
 * share a cluster are alike: the large ones weigh more than they tell. With equal sizes it is their number.
 *
 * Source: L. Kish, Survey Sampling (1965), 5.4: (sum of sizes)^2 / sum of squared sizes.
 *
 * @param sizes outcomes of each cluster, > 0.
 * @returns 0 without a cluster.
 */
export function effectiveClusters(sizes: readonly number[]): number {
  return sizes.length === 0 ? 0 : sumOf(sizes) ** 2 / sumOf(sizes.map((size) => size ** 2));
}
