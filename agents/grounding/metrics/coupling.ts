/**
 * Walks two sequences in step, from both starts to both ends, neither ever going back, so that the greatest cost on the way
 * is least: the discrete Frechet distance for any cost of a pair.
 * Source: T. Eiter, H. Mannila, Computing discrete Frechet distance, TU Wien CD-TR 94/64 (1994). O(n m) time, O(m) memory.
 */
export function leastGreatestCost(n: number, m: number, cost: (i: number, j: number) => number): number {
  const row = new Float64Array(m);
  for (let i = 0; i < n; i++) {
    let diagonal = i === 0 ? cost(0, 0) : Number.POSITIVE_INFINITY;
    for (let j = 0; j < m; j++) {
      const above = i === 0 ? Number.POSITIVE_INFINITY : row[j]!;
      const left = j === 0 ? Number.POSITIVE_INFINITY : row[j - 1]!;
      row[j] = Math.max(Math.min(above, left, diagonal), cost(i, j));
      diagonal = above;
    }
  }
  return row[m - 1]!;
}
