import { toLocal, toWorld } from '../geometry/vector.ts';
import type { Pose, Vec3 } from '../types.ts';

/** The hollow of a receptacle in its own frame: heights above its ground, horizontal extent about its own axis at `offsetM`. */
export type Cavity = {
  readonly offsetM: readonly [x: number, y: number];
  readonly floorM: number;
  readonly rimM: number;
} & (
  | { readonly shape: 'disc'; readonly radiusM: number }
  | { readonly shape: 'rect'; readonly sizeM: readonly [x: number, y: number] }
);

/** What success needs to know of a body's form, already scaled. */
export interface BodyShape {
  /** Bounding box in the model frame: centred in x and y, standing on z = 0. */
  readonly sizeM: Vec3;
  readonly cavity: Cavity | null;
}

export function centreOf(pose: Pose, shape: BodyShape): Vec3 {
  return toWorld(pose, [0, 0, shape.sizeM[2] / 2]);
}

/** Lowest corner of the bounding box, expressed in the frame of `reference`. */
export function lowestM(pose: Pose, shape: BodyShape, reference: Pose): number {
  const [hx, hy, z] = [shape.sizeM[0] / 2, shape.sizeM[1] / 2, shape.sizeM[2]];
  let lowest = Number.POSITIVE_INFINITY;
  for (const x of [-hx, hx])
    for (const y of [-hy, hy])
      for (const h of [0, z]) lowest = Math.min(lowest, toLocal(reference, toWorld(pose, [x, y, h]))[2]);
  return lowest;
}

export function withinCavity(point: Vec3, cavity: Cavity): boolean {
  const [x, y] = [point[0] - cavity.offsetM[0], point[1] - cavity.offsetM[1]];
  if (cavity.shape === 'disc') return Math.hypot(x, y) <= cavity.radiusM;
  return Math.abs(x) <= cavity.sizeM[0] / 2 && Math.abs(y) <= cavity.sizeM[1] / 2;
}
