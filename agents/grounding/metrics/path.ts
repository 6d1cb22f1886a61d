/** Distances between two paths on the image, in fractions of its sides; 0 is equal, at most sqrt 2 in the image. */
import type { Waypoint } from '../answer.ts';
import { evenly } from '../parse/thinned.ts';
import { leastGreatestCost } from './coupling.ts';

type Path = readonly Waypoint[];

/** Discrete Frechet distance over the waypoints as they are; the order of the waypoints counts. */
export function discreteFrechet(a: Path, b: Path): number {
  return leastGreatestCost(a.length, b.length, (i, j) => apart(a[i]!, b[j]!));
}

/** Hausdorff distance over the waypoints as they are: the farthest that one of either path is from the other path's nearest. */
export function hausdorff(a: Path, b: Path): number {
  return Math.max(farthest(a, b), farthest(b, a));
}

function farthest(from: Path, to: Path): number {
  return Math.max(...from.map((point) => Math.min(...to.map((other) => apart(point, other)))));
}

/**
 * Root of the mean squared distance between waypoints of the same rank. Where the counts differ, the path with fewer is
 * walked at even spacing along its length, ends kept, until it has as many as the other: the paper does not say how its
 * paths are matched.
 */
export function rmse(a: Path, b: Path): number {
  const count = Math.max(a.length, b.length);
  const [first, second] = [a, b].map((path) => (path.length === count ? path : evenly(path, count))) as [Path, Path];
  const squares = first.reduce((sum, point, i) => sum + apart(point, second[i]!) ** 2, 0);
  return Math.sqrt(squares / count);
}

export function apart(a: Waypoint, b: Waypoint): number {
  const [x, y] = [a[0] - b[0], a[1] - b[1]];
  // Math.hypot guards against overflow that fractions of an image cannot cause, and takes several times as long.
  return Math.sqrt(x * x + y * y);
}
