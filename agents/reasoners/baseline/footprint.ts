/** Extent of points: heights, bounds along the world's axes, and the sides of the least rectangle around them from above. */

export interface Footprint {
  readonly lowest: readonly [x: number, y: number];
  readonly highest: readonly [x: number, y: number];
  readonly lowestM: number;
  readonly highestM: number;
  readonly longM: number;
  readonly shortM: number;
}

const ANGLES = 18;
const MOST_POINTS = 800;

/**
 * @param points [n, 3]
 * @param members indices of the points that count
 */
export function footprintOf(points: Float64Array, members: readonly number[]): Footprint {
  const step = Math.ceil(members.length / MOST_POINTS);
  const some = members.filter((_, i) => i % step === 0);
  const [x, y, z] = [0, 1, 2].map((axis) => some.map((i) => points[i * 3 + axis]!)) as [number[], number[], number[]];
  const [xs, ys, zs] = [x, y, z].map(span) as [Span, Span, Span];
  const sides = leastSides(x, y);
  return { lowest: [xs[0], ys[0]], highest: [xs[1], ys[1]], lowestM: zs[0], highestM: zs[1], ...sides };
}

type Span = readonly [least: number, most: number];

function span(values: readonly number[]): Span {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) [least, most] = [Math.min(least, value), Math.max(most, value)];
  return [least, most];
}

function leastSides(x: readonly number[], y: readonly number[]): { longM: number; shortM: number } {
  let best = { longM: Infinity, shortM: Infinity };
  for (let i = 0; i < ANGLES; i++) {
    const [cos, sin] = [Math.cos((i * Math.PI) / 2 / ANGLES), Math.sin((i * Math.PI) / 2 / ANGLES)];
    const [a, b] = [span(x.map((v, j) => cos * v + sin * y[j]!)), span(x.map((v, j) => cos * y[j]! - sin * v))];
    const [p, q] = [a[1] - a[0], b[1] - b[0]];
    if (p * q < best.longM * best.shortM) best = { longM: Math.max(p, q), shortM: Math.min(p, q) };
  }
  return best;
}
