/** Where to let go, of what one picture with depth shows of the place. */
import type { Vec3 } from '../../harness/types.ts';
import { beyondReachM, type Gripper } from './gripper.ts';
import { type Hint, type Thing, thingIn } from './thing.ts';
import { onPlane, type View } from './view.ts';
import type { Window } from './window.ts';

/** A place to put something. */
export interface Landing {
  readonly x: number;
  readonly y: number;
  /** Height of what the thing comes to stand on. */
  readonly floorM: number;
  /** Height of the highest edge around it; the fingertips stay above. */
  readonly rimM: number;
  /** Half the size of the place; a thing whose middle is within is there. */
  readonly halfM: readonly [x: number, y: number];
}

export type LandingFound = { readonly landing: Landing } | { readonly problem: string };

/** Half of a place that is only painted, when nobody says how large it is. */
const PAINTED_HALF_M = 0.06;
/** What fills less of the window stands before or on the place that is meant. */
const MOSTLY = 0.4;
const MIDDLE_M = 0.025;

/** Over the middle of a receptacle, or on the table where the middle of the window looks. */
export function landingIn(view: View, window: Window, tool: Vec3, gripper: Gripper, hint: Hint): LandingFound {
  const thing = thingIn(view, window, tool, hint);
  return reachable(thing && thing.fills > MOSTLY ? into(thing) : onto(view, window), gripper);
}

function into({ points, lowest, highest }: Thing): Landing {
  const [x, y] = [(lowest[0] + highest[0]) / 2, (lowest[1] + highest[1]) / 2];
  const halfM = [(highest[0] - lowest[0]) / 2, (highest[1] - lowest[1]) / 2] as const;
  return { x, y, floorM: floorAt(points, x, y), rimM: highest[2], halfM };
}

/** The lowest that is seen around the middle; the table where nothing is. */
function floorAt(points: Float64Array, x: number, y: number): number {
  let floor = Infinity;
  for (let i = 0; i < points.length; i += 3) {
    if (Math.hypot(points[i]! - x, points[i + 1]! - y) < MIDDLE_M) floor = Math.min(floor, points[i + 2]!);
  }
  return Number.isFinite(floor) ? floor : 0;
}

function onto(view: View, { left, top, right, bottom }: Window): Landing | null {
  const point = onPlane(view, (left + right) / 2, (top + bottom) / 2, 0);
  return point && { x: point[0], y: point[1], floorM: 0, rimM: 0, halfM: [PAINTED_HALF_M, PAINTED_HALF_M] };
}

function reachable(landing: Landing | null, gripper: Gripper): LandingFound {
  if (!landing) return { problem: 'the place is not on the table' };
  const beyond = beyondReachM(gripper, [landing.x, landing.y]);
  return beyond === null ? { landing } : { problem: `the place is out of reach: ${Math.round(beyond * 100)} cm away` };
}
