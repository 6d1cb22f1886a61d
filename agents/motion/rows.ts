import { aboutZ, angleBetween, distance, multiply, slerp } from '../../harness/geometry/vector.ts';
import type { Pose, Quat, Vec3 } from '../../harness/types.ts';

export const OPEN = 1;
export const CLOSED = 0;

export const SPEED_M_PER_SEC = 0.35;
/** Down to an object or a place. */
export const SLOW_M_PER_SEC = 0.225;
/** How long fingers take to close on a thing, and to let it go. */
export const CLOSE_SEC = 0.5;
export const OPEN_SEC = 0.35;
const TURN_RAD_PER_SEC = 1.8;

/** The tool points straight down; at yaw 0 its closing axis lies along the world's -y. */
export function toolDown(yawRad: number): Quat {
  return multiply(aboutZ(yawRad), [1, 0, 0, 0]);
}

/** The yaw equal to `to` modulo half a turn, after which fingers look the same, that lies nearest to `from`. */
export function nearestTurn(from: number, to: number): number {
  return to + Math.round((from - to) / Math.PI) * Math.PI;
}

/** Rows of `ee_pose` from one pose to another on a straight line at bounded speed; the last row is the goal itself. */
export function moveRows(
  from: Pose,
  to: Pose,
  gripper: number,
  controlHz: number,
  speed = SPEED_M_PER_SEC,
): number[][] {
  const seconds = Math.max(
    distance(from.position, to.position) / speed,
    angleBetween(from.quaternion, to.quaternion) / TURN_RAD_PER_SEC,
  );
  const steps = Math.max(1, Math.ceil(seconds * controlHz));
  return Array.from({ length: steps }, (_, i) => row(between(from, to, eased((i + 1) / steps)), gripper));
}

/** Starts and stops gently: smoothstep, peak speed 1.5 times the mean. */
const eased = (t: number): number => t * t * (3 - 2 * t);

function between(a: Pose, b: Pose, t: number): Pose {
  const position = a.position.map((value, i) => value + (b.position[i]! - value) * t) as unknown as Vec3;
  return { position, quaternion: slerp(a.quaternion, b.quaternion, t) };
}

export const row = ({ position, quaternion }: Pose, gripper: number): number[] => [...position, ...quaternion, gripper];

export function holdRows(pose: Pose, gripper: number, seconds: number, controlHz: number): number[][] {
  return Array.from({ length: Math.max(1, Math.round(seconds * controlHz)) }, () => row(pose, gripper));
}
