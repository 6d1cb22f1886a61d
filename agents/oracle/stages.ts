import { distance } from '../../harness/geometry/vector.ts';
import type { Pose, Vec3, WorldState } from '../../harness/types.ts';
import { CLOSE_SEC, CLOSED, holdRows, moveRows, OPEN, OPEN_SEC, SLOW_M_PER_SEC } from '../motion/rows.ts';

/** What the oracle is about to do; each stage is one action chunk, planned from the world as it is then. */
export type Stage = 'approach' | 'descend' | 'grasp' | 'lift' | 'transport' | 'lower' | 'release' | 'retreat' | 'wait';

export interface StagePlan {
  readonly rows: number[][];
  /** The commanded pose at the end. */
  readonly reached: Pose;
}

export interface Route {
  readonly from: Pose;
  readonly state: WorldState;
  readonly controlHz: number;
  readonly graspAt: Pose;
  /** Where the tool lets go; null when the task ends with the lift. */
  readonly releaseAt: Pose | null;
}

const CLEARANCE_M = 0.12;
const CARRY_M = 0.25;
const LIFT_M = 0.16;
const WAIT_SEC = 0.5;

const raised = (pose: Pose, z: number): Pose => ({
  ...pose,
  position: [pose.position[0], pose.position[1], z] as Vec3,
});

function straight(route: Route, to: Pose, gripper: number, speed?: number): StagePlan {
  return { rows: moveRows(route.from, to, gripper, route.controlHz, speed), reached: to };
}

function still(route: Route, gripper: number, seconds: number): StagePlan {
  return { rows: holdRows(route.from, gripper, seconds, route.controlHz), reached: route.from };
}

/** One function a stage: the table is the whole behaviour. */
export const STAGES: Readonly<Record<Stage, (route: Route) => StagePlan>> = {
  approach: (route) => straight(route, raised(route.graspAt, route.graspAt.position[2] + CLEARANCE_M), OPEN),
  descend: (route) => straight(route, route.graspAt, OPEN, SLOW_M_PER_SEC),
  grasp: (route) => still(route, CLOSED, CLOSE_SEC),
  lift: (route) =>
    straight(route, raised(route.from, route.releaseAt ? carryHeight(route) : route.from.position[2] + LIFT_M), CLOSED),
  transport: (route) => straight(route, raised(route.releaseAt!, carryHeight(route)), CLOSED),
  lower: (route) => straight(route, route.releaseAt!, CLOSED, SLOW_M_PER_SEC),
  release: (route) => still(route, OPEN, OPEN_SEC),
  retreat: (route) => straight(route, raised(route.from, route.from.position[2] + CLEARANCE_M), OPEN),
  wait: (route) => still(route, route.releaseAt ? OPEN : CLOSED, WAIT_SEC),
};

const carryHeight = (route: Route): number => Math.max(CARRY_M, (route.releaseAt?.position[2] ?? 0) + 0.05);

export const PICK: readonly Stage[] = ['approach', 'descend', 'grasp', 'lift', 'wait'];
export const PLACE: readonly Stage[] = [
  'approach',
  'descend',
  'grasp',
  'lift',
  'transport',
  'lower',
  'release',
  'retreat',
  'wait',
];

const HOLD_DISTANCE_M = 0.12;
const OFF_TABLE_M = 0.03;

/** The body has left the table and is where the tool is. */
export function holding(state: WorldState, target: string): boolean {
  const body = state.bodies[target]!;
  return body.position[2] > OFF_TABLE_M && distance(body.position, state.tcp.position) < HOLD_DISTANCE_M;
}
