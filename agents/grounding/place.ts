/** What an answer points at, in the world. Pure. */
import type { Vec3 } from '../../harness/types.ts';
import type { Pointing, Waypoint } from './answer.ts';
import { type LandingFound, landingIn } from './goal.ts';
import { type GraspFound, graspOf } from './grasp.ts';
import { beyondReachM, type Gripper } from './gripper.ts';
import { type Thing, thingIn } from './thing.ts';
import { onPlane, type View } from './view.ts';
import { type Window, windowOf } from './window.ts';

/** A waypoint is about what is this near to it on the image, as a fraction of the image's height. */
const AROUND_WAYPOINT = 0.05;
/** Waypoints nearer than this to the one before are passed over. */
const STRIDE_M = 0.03;

/** From where an answer is looked at, and with what hand. */
export interface Stand {
  readonly view: View;
  /** Where the robot says its tool is. */
  readonly tool: Vec3;
  readonly gripper: Gripper;
}

export interface Target {
  readonly thing: Thing;
  readonly found: GraspFound;
  /** Waypoints after the one at the thing: where it goes. */
  readonly rest: readonly Waypoint[];
}

/**
 * The thing in a box. Of a path the thing at its end, where nothing is to be brought anywhere; else the first that it meets,
 * whether it begins at the gripper, as the prompt of VLA-R1 says it, or at the thing.
 */
export function targetOf(pointing: Pointing, { view, tool, gripper }: Stand, brings: boolean): Target | null {
  if (pointing.kind === 'affordance') {
    const thing = thingIn(view, windowOf(pointing.box, view), tool, 'box');
    return thing && { thing, found: graspOf(thing, view.eye, gripper), rest: [] };
  }
  const { trajectory } = pointing;
  const order = trajectory.map((waypoint, i) => [i, waypoint] as const);
  for (const [i, waypoint] of brings ? order : order.reverse()) {
    const thing = thingIn(view, windowAround(waypoint, view), tool, 'spot');
    if (thing) return { thing, found: graspOf(thing, view.eye, gripper), rest: trajectory.slice(i + 1) };
  }
  return null;
}

/** The place in a box, or at the end of a path. */
export function goalOf(pointing: Pointing, stand: Stand): LandingFound {
  const { view, tool, gripper } = stand;
  if (pointing.kind === 'affordance') return landingIn(view, windowOf(pointing.box, view), tool, gripper, 'box');
  return goalAt(pointing.trajectory, stand);
}

export function goalAt(path: readonly Waypoint[], { view, tool, gripper }: Stand): LandingFound {
  const end = path.at(-1);
  return end
    ? landingIn(view, windowAround(end, view), tool, gripper, 'spot')
    : { problem: 'the path ends at the object' };
}

/** Waypoints between the ends as places over the table: where each looks at it, as far as the arm reaches. */
export function wayOf(
  path: readonly Waypoint[],
  { view, gripper }: Omit<Stand, 'tool'>,
): readonly (readonly [x: number, y: number])[] {
  const kept: (readonly [x: number, y: number])[] = [];
  for (const [x, y] of path.slice(0, -1)) {
    const point = onPlane(view, x * view.widthPx, y * view.heightPx, 0);
    const last = kept.at(-1);
    if (!point || !reachable(point, gripper) || (last && Math.hypot(last[0] - point[0], last[1] - point[1]) < STRIDE_M))
      continue;
    kept.push([point[0], point[1]]);
  }
  return kept;
}

function reachable(point: Vec3, gripper: Gripper): boolean {
  return point[0] > gripper.shoulderM[0] && beyondReachM(gripper, point) === null;
}

function windowAround([x, y]: Waypoint, view: View): Window {
  const height = AROUND_WAYPOINT;
  return windowOf({ x, y, width: (height * view.heightPx) / view.widthPx, height }, view);
}
