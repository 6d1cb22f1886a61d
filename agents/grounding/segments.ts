/** From where to grip and where to let go to rows of `ee_pose`, a stage at a time. */
import type { Pose } from '../../harness/types.ts';
import { CLOSE_SEC, CLOSED, holdRows, moveRows, OPEN, OPEN_SEC, SLOW_M_PER_SEC } from '../motion/rows.ts';
import type { Landing } from './goal.ts';

/** One chunk to come. */
export interface Segment {
  readonly stage: string;
  readonly rows: readonly (readonly number[])[];
  /** Where it leaves the tool. */
  readonly reached: Pose;
  /** Makes sense only with something between the fingers. */
  readonly holding: boolean;
}

const ABOVE_M = 0.12;
const LIFT_M = 0.16;
const CARRY_M = 0.25;
/** The thing's underside is let go this far above what it comes to stand on, the fingertips stay as far above its rim. */
const DROP_M = 0.01;

type Step = (from: Pose, controlHz: number) => Segment;

const moveTo =
  (stage: string, to: Pose, gripper: number, speed?: number): Step =>
  (from, controlHz) => ({
    stage,
    rows: moveRows(from, to, gripper, controlHz, speed),
    reached: to,
    holding: gripper === CLOSED,
  });

const stay =
  (stage: string, gripper: number, seconds: number): Step =>
  (from, controlHz) => ({ stage, rows: holdRows(from, gripper, seconds, controlHz), reached: from, holding: false });

const at = ({ quaternion }: Pose, [x, y]: readonly [number, number, ...number[]], z: number): Pose => ({
  position: [x, y, z],
  quaternion,
});

/** Approach, descend, grasp, lift: straight up by `LIFT_M`, or to the height at which things are carried. */
export function graspSegments(from: Pose, grasp: Pose, carries: boolean, controlHz: number): Segment[] {
  const { position } = grasp;
  const liftedM = carries ? CARRY_M : position[2] + LIFT_M;
  const lift: Step = (here, hz) => ({
    ...moveTo('lift', at(grasp, position, liftedM), CLOSED)(here, hz),
    holding: false,
  });
  return chained(from, controlHz, [
    moveTo('approach', at(grasp, position, position[2] + ABOVE_M), OPEN),
    moveTo('descend', grasp, OPEN, SLOW_M_PER_SEC),
    stay('grasp', CLOSED, CLOSE_SEC),
    lift,
  ]);
}

/**
 * Along `path` at carry height, then over the landing, lower, release, retreat.
 * @param grippedM height of the tool over the thing's underside
 */
export function placeSegments(
  from: Pose,
  path: readonly (readonly [x: number, y: number])[],
  landing: Landing,
  grippedM: number,
  controlHz: number,
): Segment[] {
  const over: readonly [number, number] = [landing.x, landing.y];
  const z = Math.max(landing.floorM + grippedM, landing.rimM) + DROP_M;
  const carryM = Math.max(CARRY_M, z + 0.05);
  return chained(from, controlHz, [
    ...[...path, over].map((each) => moveTo('transport', at(from, each, carryM), CLOSED)),
    moveTo('lower', at(from, over, z), CLOSED, SLOW_M_PER_SEC),
    stay('release', OPEN, OPEN_SEC),
    moveTo('retreat', at(from, over, z + ABOVE_M), OPEN),
  ]);
}

export function waitSegment(from: Pose, stage: string, gripper: number, seconds: number, controlHz: number): Segment {
  return stay(stage, gripper, seconds)(from, controlHz);
}

function chained(from: Pose, controlHz: number, steps: readonly Step[]): Segment[] {
  let here = from;
  return steps.map((step) => {
    const segment = step(here, controlHz);
    here = segment.reached;
    return segment;
  });
}
