/** Ground truth, which no policy gets unless it says so. */
import type { Pose, Vec3 } from './geometry.ts';

export interface BodyState extends Pose {
  readonly linearVelocity: Vec3;
  readonly angularVelocity: Vec3;
}

/** Ground truth after one control step. */
export interface WorldState {
  readonly timeSec: number;
  readonly bodies: Readonly<Record<string, BodyState>>;
  readonly jointsRad: readonly number[];
  readonly tcp: Pose;
  readonly gripperOpening: number;
  /** Pairs of names in contact: bodies, `table`, `floor`, `gripper`, `arm`. */
  readonly contacts: readonly (readonly [string, string])[];
  /** Whether a foreign world says that its own goal holds; absent where it has none. */
  readonly reported?: boolean | undefined;
}
