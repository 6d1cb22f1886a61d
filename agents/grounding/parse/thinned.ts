import type { Waypoint } from '../answer.ts';

/**
 * A path of at most `most` waypoints: a longer one is walked at even spacing along its length, ends kept, so that the
 * curve stays where it was. A shorter one is returned as it is.
 */
export function thinned(path: readonly Waypoint[], most: number): readonly Waypoint[] {
  return path.length <= most ? path : evenly(path, most);
}

/** `count` >= 2 points at even spacing along the length of a path, its two ends included. */
export function evenly(path: readonly Waypoint[], count: number): Waypoint[] {
  const reached = lengths(path);
  const total = reached.at(-1)!;
  let segment = 0;
  return Array.from({ length: count }, (_, i) => {
    if (i === count - 1) return path.at(-1)!;
    const wanted = (total * i) / (count - 1);
    while (segment < path.length - 2 && reached[segment + 1]! < wanted) segment++;
    const [from, to] = [path[segment]!, path[segment + 1] ?? path[segment]!];
    const length = (reached[segment + 1] ?? total) - reached[segment]!;
    const t = length > 0 ? (wanted - reached[segment]!) / length : 0;
    return [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t];
  });
}

/** Length of the path until each waypoint. */
function lengths(path: readonly Waypoint[]): number[] {
  let sum = 0;
  return path.map((point, i) => {
    const before = path[i - 1] ?? point;
    sum += Math.hypot(point[0] - before[0], point[1] - before[1]);
    return sum;
  });
}
