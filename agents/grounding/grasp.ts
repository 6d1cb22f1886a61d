/** Where to grip a thing from above, of what one picture with depth shows of it. */
import type { Pose, Vec3 } from '../../harness/types.ts';
import { nearestTurn, toolDown } from '../motion/rows.ts';
import { type Grip, gripAt, type Turned } from './grip.ts';
import { beyondReachM, type Gripper } from './gripper.ts';
import type { Thing } from './thing.ts';

export interface Grasp {
  readonly pose: Pose;
  readonly widthM: number;
  readonly yawRad: number;
}

export type GraspFound = { readonly grasp: Grasp } | { readonly problem: string };

const YAWS = 24;
const OFFSETS_M = [0, 0.01, -0.01, 0.02, -0.02, 0.03, -0.03, 0.045, -0.045];
/** A grip off the middle lets a thing tilt; a metre away counts like this much slant. */
const OFFSET_COST = 1;
/** The far side of a thing is not seen: a width along the line of sight is a guess. */
const UNSEEN_COST_M = 0.015;
const MOST_POINTS = 1200;
const CELL_M = 0.004;

/** @param eye position of the camera in the world */
export function graspOf(thing: Thing, eye: Vec3, gripper: Gripper): GraspFound {
  const points = thinned(thing.points);
  const others = thinned(thing.others);
  const middle = middleOf(thing.points);
  const beyond = beyondReachM(gripper, middle);
  if (beyond !== null) return { problem: `out of reach: ${cm(beyond)} away` };
  const sight = Math.atan2(eye[1] - middle[1], eye[0] - middle[0]);
  let best: { grip: Grip; angle: number; cost: number } | null = null;
  for (let i = 0; i < YAWS; i++) {
    const angle = (i * Math.PI) / YAWS;
    const unseen = UNSEEN_COST_M * Math.cos(angle - sight) ** 2;
    for (const { grip, offsetM } of gripsAt(turned(points, middle, angle), turned(others, middle, angle), gripper)) {
      const cost = grip.cost + OFFSET_COST * Math.abs(offsetM) + unseen;
      if (!best || cost < best.cost) best = { grip, angle, cost };
    }
  }
  return best ? { grasp: graspFrom(best.grip, best.angle, middle) } : { problem: 'too wide for the gripper' };
}

function gripsAt(thing: Turned, around: Turned, gripper: Gripper) {
  return OFFSETS_M.flatMap((offsetM) => {
    const grip = gripAt(thing, around, offsetM, gripper);
    return grip ? [{ grip, offsetM }] : [];
  });
}

function graspFrom({ acrossM, alongM, zM, widthM }: Grip, angle: number, middle: Vec3): Grasp {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const position: Vec3 = [middle[0] + cos * acrossM - sin * alongM, middle[1] + sin * acrossM + cos * alongM, zM];
  // At yaw 0 the tool closes along y. Of its two equal yaws the one nearer to the bearing is within the joints' limits.
  const yawRad = nearestTurn(Math.atan2(position[1], position[0]), angle + Math.PI / 2);
  return { pose: { position, quaternion: toolDown(yawRad) }, widthM, yawRad };
}

function turned(points: Float64Array, [x0, y0]: Vec3, angle: number): Turned {
  const [cos, sin, count] = [Math.cos(angle), Math.sin(angle), points.length / 3];
  const [across, along, z] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  for (let i = 0; i < count; i++) {
    const [dx, dy] = [points[i * 3]! - x0, points[i * 3 + 1]! - y0];
    across[i] = cos * dx + sin * dy;
    along[i] = cos * dy - sin * dx;
    z[i] = points[i * 3 + 2]!;
  }
  return { across, along, z };
}

/** Middle of the footprint: each cell of it counts once, however many pixels show it. */
function middleOf(points: Float64Array): Vec3 {
  const seen = new Set<number>();
  const sum = [0, 0];
  for (let i = 0; i < points.length; i += 3) {
    const [column, row] = [Math.round(points[i]! / CELL_M), Math.round(points[i + 1]! / CELL_M)];
    const cell = column * 4096 + row;
    if (seen.has(cell)) continue;
    seen.add(cell);
    sum[0]! += column * CELL_M;
    sum[1]! += row * CELL_M;
  }
  return [sum[0]! / seen.size, sum[1]! / seen.size, 0];
}

/** Every so many points. */
function thinned(points: Float64Array): Float64Array {
  const count = points.length / 3;
  const step = Math.ceil(count / MOST_POINTS);
  if (step <= 1) return points;
  const kept = new Float64Array(Math.ceil(count / step) * 3);
  for (let i = 0; i * step < count; i++) kept.set(points.subarray(i * step * 3, i * step * 3 + 3), i * 3);
  return kept;
}

const cm = (metres: number): string => `${Math.round(metres * 100)} cm`;
