/**
 * What the oracle would do from any state, told as a policy of one picture can tell it: a chunk of small changes of the hand. The
 * oracle goes by stages that it remembers; its pupil remembers nothing, so here the state alone decides.
 */
import { type GraspSpec, graspPose } from '../../agents/oracle/grasp.ts';
import { conjugate, multiply, toLocal } from '../../harness/geometry/vector.ts';
import type { BodySpec, Vec3, WorldState } from '../../harness/types.ts';

export const CHUNK = 8;
/** The most that one control step changes, metres and radians: the units of the pupil's numbers. */
export const STEP_M = 0.02;
export const TURN_RAD = 0.12;

/** Where the hand is, seen from where it was when it was asked; z out of the hand, fingers close along y. */
export interface Hand {
  readonly offsetM: Vec3;
  readonly turnRad: number;
  readonly opening: number;
}

/** The grasp in the frame of the tool. */
export interface Sight {
  readonly offsetM: Vec3;
  /** About the tool's z. */
  readonly turnRad: number;
  /** The fingers are on the thing. */
  readonly held: boolean;
  /** From the tool up to where a lifted thing is carried, metres; negative above it. */
  readonly toLiftM: number;
}

const HELD_M = 0.025;
const LIFTED_M = 0.22;

export function sightOf(state: WorldState, body: BodySpec, grasp: GraspSpec): Sight {
  const { tcp, gripperOpening } = state;
  const at = graspPose(body, grasp, state);
  const [, , z, w] = multiply(conjugate(tcp.quaternion), at.quaternion);
  const offsetM = toLocal(tcp, at.position);
  return {
    offsetM,
    turnRad: 2 * Math.atan2(z * Math.sign(w || 1), Math.abs(w)),
    held: Math.hypot(...offsetM) < HELD_M && gripperOpening > 0.4 && gripperOpening < 0.65,
    toLiftM: LIFTED_M - tcp.position[2],
  };
}

/** `CHUNK` rows [x, y, z, turn, opening], in the pupil's units and the frame of the tool at the start. */
export function lesson(sight: Sight, opening: number): number[][] {
  let hand: Hand = { offsetM: [0, 0, 0], turnRad: 0, opening };
  let held = sight.held;
  return Array.from({ length: CHUNK }, () => {
    const row = held ? lift(hand, sight) : reach(hand, sight);
    hand = moved(hand, row);
    held ||= hand.opening <= CLOSED_ON_IT;
    return row;
  });
}

const NEAR_M = 0.009;
const NEAR_RAD = 0.15;
/** How far above the grasp the hand stays for each metre that it is beside it, and each radian that it is askew. */
const RISE = 5;
const RISE_M_PER_RAD = 0.3;
const CLEARANCE_M = 0.1;
const FALL_STEP = 0.6;
const GAIN = 0.6;

const CLOSED_ON_IT = 0.45;
const CLOSING_STEP = 0.14;

/** Beside the thing the hand comes from above, down a funnel; at the thing it closes. */
function reach({ offsetM, turnRad, opening }: Hand, goal: Sight): number[] {
  const [x, y, z] = goal.offsetM.map((value, i) => value - offsetM[i]!) as [number, number, number];
  const [beside, askew] = [Math.hypot(x, y), Math.abs(goal.turnRad - turnRad)];
  if (beside < NEAR_M && askew < NEAR_RAD && Math.abs(z) < NEAR_M && opening > CLOSED_ON_IT) return [0, 0, 0, 0, 0];
  const height = RISE * Math.max(0, beside - NEAR_M / 2) + RISE_M_PER_RAD * Math.max(0, askew - NEAR_RAD / 2);
  const down = z - Math.min(CLEARANCE_M, height);
  const turn = (goal.turnRad - turnRad) / TURN_RAD;
  return [...step(x, y), bounded((GAIN * down) / STEP_M, FALL_STEP), bounded(GAIN * turn, 1), 1];
}

function lift({ offsetM }: Hand, { toLiftM }: Sight): number[] {
  return [0, 0, bounded((-GAIN * (toLiftM + offsetM[2])) / STEP_M, 0.75), 0, 0];
}

/** Across the table, at most one unit. */
function step(x: number, y: number): [number, number] {
  const units = (GAIN * Math.hypot(x, y)) / STEP_M;
  const share = (GAIN / STEP_M) * Math.min(1, 1 / Math.max(units, 1e-9));
  return [x * share, y * share];
}

const bounded = (value: number, most: number): number => Math.min(most, Math.max(-most, value));

function moved({ offsetM, turnRad, opening }: Hand, row: readonly number[]): Hand {
  const [x, y, z, turn, gripper] = row as [number, number, number, number, number];
  return {
    offsetM: [offsetM[0] + x * STEP_M, offsetM[1] + y * STEP_M, offsetM[2] + z * STEP_M],
    turnRad: turnRad + turn * TURN_RAD,
    opening: gripper === 0 ? opening - CLOSING_STEP : 1,
  };
}
