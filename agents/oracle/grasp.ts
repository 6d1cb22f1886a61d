import { toWorld, yawOf } from '../../harness/geometry/vector.ts';
import type { BodySpec, BodyState, Pose, Vec3, WorldState } from '../../harness/types.ts';
import { nearestTurn, toolDown } from '../motion/rows.ts';

/** Where a model wants to be gripped, in its own frame (docs/models.md). */
export interface GraspSpec {
  readonly heightM: number;
  readonly widthM: number;
  readonly symmetryDeg: number;
  readonly offsetM: readonly [x: number, y: number];
  readonly yawDeg: number;
}

const HAND_HALF_WIDTH_M = 0.1;
const ANY_YAW_STEP_DEG = 15;
const CROWDED_PENALTY_RAD = 10;

/** Top-down grasp poses of a body, the least turn from `currentYaw` first, those that would hit a neighbour last. */
export function graspPose(spec: BodySpec, grasp: GraspSpec, state: WorldState): Pose {
  const body = state.bodies[spec.name]!;
  const at = toWorld(body, [grasp.offsetM[0] * spec.scale, grasp.offsetM[1] * spec.scale, grasp.heightM * spec.scale]);
  const others = Object.entries(state.bodies).filter(([name]) => name !== spec.name);
  const cost = (yaw: number) => turnFrom(currentYaw(state), yaw) + CROWDED_PENALTY_RAD * crowding(at, yaw, others);
  const yaws = graspYaws(yawOf(body.quaternion), grasp);
  const best = yaws.reduce((a, b) => (cost(b) < cost(a) ? b : a));
  return { position: at, quaternion: toolDown(nearestTurn(currentYaw(state), best)) };
}

/** Every yaw of the tool that closes on the model's faces. The fingers look the same after half a turn. */
function graspYaws(bodyYaw: number, { symmetryDeg, yawDeg }: GraspSpec): number[] {
  const stepDeg = symmetryDeg === 0 ? ANY_YAW_STEP_DEG : Math.min(symmetryDeg, 180);
  const count = Math.round(180 / stepDeg);
  return Array.from({ length: count }, (_, i) => bodyYaw + ((yawDeg + i * stepDeg) * Math.PI) / 180);
}

const currentYaw = (state: WorldState): number => yawOf(state.tcp.quaternion);

/** Smallest turn between two gripper yaws, modulo half a turn. */
function turnFrom(from: number, to: number): number {
  return Math.abs(nearestTurn(from, to) - from);
}

/** How many neighbours stand under the opened hand: along its width, beside the target. */
function crowding(at: Vec3, yaw: number, others: readonly (readonly [string, BodyState])[]): number {
  const [cos, sin] = [Math.cos(yaw), Math.sin(yaw)];
  return others.filter(([, body]) => {
    const [dx, dy] = [body.position[0] - at[0], body.position[1] - at[1]];
    const [across, along] = [cos * dx + sin * dy, cos * dy - sin * dx];
    return Math.abs(along) < HAND_HALF_WIDTH_M && Math.abs(across) < 0.06;
  }).length;
}
