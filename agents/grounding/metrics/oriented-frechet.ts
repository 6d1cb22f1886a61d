/**
 * Angle-length augmented Frechet distance (ALAF) of arXiv 2510.01623, "orientation- and scale-sensitive" in the released
 * code: a discrete Frechet distance over triples of waypoint p, direction t and segment length l,
 *
 *   cost = |p - p*| + 0.25 angle(t, t*) + 0.10 |log(l / l*)|
 *
 * in fractions of the image, radians and natural logarithms. The weights are those of the released code; so are the bars of
 * the logarithm, which the paper prints without: it would pay for shorter segments than the truth's.
 */
import type { Waypoint } from '../answer.ts';
import { leastGreatestCost } from './coupling.ts';
import { apart } from './path.ts';

const ANGLE_WEIGHT = 0.25;
const LENGTH_WEIGHT = 0.1;
/** Below this a length is none and a direction undefined. */
const TINY = 1e-12;

/** Greatest place, greatest angle, and a length ten times too great: where the released code says a path is worth nothing. */
export const ORIENTED_FRECHET_LIMIT = Math.SQRT2 + ANGLE_WEIGHT * Math.PI + LENGTH_WEIGHT * Math.LN10;

interface Step {
  readonly at: Waypoint;
  /** Unit vector, or zeros for a path of one place. */
  readonly direction: Waypoint;
  /** To the next waypoint; of the last one, from the one before. */
  readonly length: number;
}

export function orientedFrechet(a: readonly Waypoint[], b: readonly Waypoint[]): number {
  const [first, second] = [stepsOf(a), stepsOf(b)];
  return leastGreatestCost(a.length, b.length, (i, j) => cost(first[i]!, second[j]!));
}

function cost(a: Step, b: Step): number {
  const bent = ANGLE_WEIGHT * angle(a.direction, b.direction);
  return apart(a.at, b.at) + bent + LENGTH_WEIGHT * Math.abs(Math.log((a.length + TINY) / (b.length + TINY)));
}

function stepsOf(path: readonly Waypoint[]): Step[] {
  return path.map((at, i) => {
    const [before, after] = [path[i - 1], path[i + 1]];
    const neighbour = after ?? before;
    return { at, direction: directionAt(before, at, after), length: neighbour ? apart(at, neighbour) : 0 };
  });
}

/** In the middle of a path that of the bisector; where it turns right back, that of the way in. */
function directionAt(before: Waypoint | undefined, at: Waypoint, after: Waypoint | undefined): Waypoint {
  const arriving = before && unit(at[0] - before[0], at[1] - before[1]);
  const leaving = after && unit(after[0] - at[0], after[1] - at[1]);
  if (!arriving || !leaving) return arriving ?? leaving ?? [0, 0];
  const bisector = [arriving[0] + leaving[0], arriving[1] + leaving[1]] as const;
  return Math.hypot(...bisector) >= TINY ? unit(...bisector) : arriving;
}

function unit(x: number, y: number): Waypoint {
  const length = Math.hypot(x, y);
  return length < TINY ? [0, 0] : [x / length, y / length];
}

/** In [0, pi]; 0 where one has no direction. */
function angle(a: Waypoint, b: Waypoint): number {
  if ((a[0] === 0 && a[1] === 0) || (b[0] === 0 && b[1] === 0)) return 0;
  return Math.acos(Math.min(1, Math.max(-1, a[0] * b[0] + a[1] * b[1])));
}
