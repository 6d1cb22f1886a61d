/**
 * Pearson's correlation of pairs. With one side 0 or 1 it is the point-biserial correlation, with both the phi coefficient.
 *
 * @returns in [-1, 1]; null for fewer than two pairs, or where a side never changes.
 */
export function correlation(pairs: readonly (readonly [x: number, y: number])[]): number | null {
  const n = pairs.length;
  const [meanX, meanY] = [0, 1].map((side) => pairs.reduce((sum, pair) => sum + pair[side]!, 0) / n) as [
    number,
    number,
  ];
  let [xx, yy, xy] = [0, 0, 0];
  for (const [x, y] of pairs) {
    xx += (x - meanX) ** 2;
    yy += (y - meanY) ** 2;
    xy += (x - meanX) * (y - meanY);
  }
  return n < 2 || xx === 0 || yy === 0 ? null : xy / Math.sqrt(xx * yy);
}
