import { HarnessError } from '../../harness/errors.ts';
import { didYouMean, listed } from '../../harness/suggest.ts';

/** What choosing a grasp needs of a robot: its opened hand from above, about the point between the fingertips, and how far it reaches. */
export interface Gripper {
  /** Across the line on which the fingers close. */
  readonly fingerHalfWidthM: number;
  /** Along that line each finger covers from here ... */
  readonly fingerInnerM: number;
  /** ... to here. */
  readonly fingerOuterM: number;
  readonly palmHalfDepthM: number;
  readonly palmHalfWidthM: number;
  readonly palmAboveTipsM: number;
  /** Between the opened fingers. */
  readonly openingM: number;
  /** Horizontal distances from `shoulderM` (x, y in the world) that the arm reaches pointing down. */
  readonly reachM: { readonly least: number; readonly most: number };
  readonly shoulderM: readonly [x: number, y: number];
}

/** Every robot's gripper, by the robot's name. */
export type Grippers = Readonly<Record<string, Gripper>>;

/** Room for an error of a few millimetres on both sides of a thing between the fingers. */
export const GRIP_MARGIN_M = 0.006;
export const CLEARANCE_M = 0.004;

/** @throws HarnessError E_POLICY for a robot that nobody knows the hand of */
export function gripperOf(robot: string, grippers: Grippers): Gripper {
  const found = Object.hasOwn(grippers, robot) ? grippers[robot] : undefined;
  if (found) return found;
  const known = Object.keys(grippers);
  throw new HarnessError('E_POLICY', `unknown robot "${robot}": expected one of ${listed(known)}`, {
    hint: didYouMean(robot, known),
  });
}

/** Null within reach, else how far away it is. */
export function beyondReachM(
  { reachM, shoulderM }: Gripper,
  [x, y]: readonly [number, number, ...number[]],
): number | null {
  const distance = Math.hypot(x - shoulderM[0], y - shoulderM[1]);
  return distance < reachM.least || distance > reachM.most ? distance : null;
}
