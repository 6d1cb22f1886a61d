import { distance } from '../geometry/vector.ts';
import type { Model } from '../library/model.ts';
import type { Robot } from '../library/robot.ts';
import type { Spot } from './spot.ts';

/** Height above a receptacle's rim or a zone from which something is let go. */
const LET_GO_M = 0.08;

/** Whether the robot's tool can work, pointing down, where the model must be grasped or filled. */
export function withinReach(robot: Robot, model: Model, scale: number, spot: Spot, yawRad: number): boolean {
  const heightM = model.cavity
    ? model.cavity.rimM * scale + LET_GO_M
    : (model.grasp?.heightM ?? model.sizeM[2] / 2) * scale;
  return toolReaches(robot, [...hollowOf(model, scale, spot, yawRad), heightM]);
}

function hollowOf({ cavity }: Model, scale: number, [x, y]: Spot, yawRad: number): Spot {
  const [dx, dy] = cavity?.offsetM ?? [0, 0];
  const [cos, sin] = [Math.cos(yawRad), Math.sin(yawRad)];
  return [x + scale * (cos * dx - sin * dy), y + scale * (sin * dx + cos * dy)];
}

export function toolReaches({ reach }: Robot, at: readonly [number, number, number]): boolean {
  const { shoulderM, minM, maxM, tableM } = reach;
  const far = distance(shoulderM, at);
  const across = Math.hypot(at[0] - shoulderM[0], at[1] - shoulderM[1]);
  return far >= minM && far <= maxM && across >= tableM[0] && across <= tableM[1];
}
