import { aboutZ, multiply } from '../geometry/vector.ts';
import type { Model } from '../library/model.ts';
import type { Place } from '../scenario/schema/objects.ts';
import type { Pose, Quat } from '../types.ts';
import type { Stream } from './random.ts';
import type { Spot } from './spot.ts';

/** A quarter turn about y: the model's top points along x. */
const LAID_DOWN: Quat = [0, Math.SQRT1_2, 0, Math.SQRT1_2];

/** One draw, whatever the place says, so that changing the range turns every replicate by its own share of it. */
export function drawYawRad(yawDeg: Place['yawDeg'], fallback: readonly [number, number], draws: Stream): number {
  const share = draws.unit();
  const [low, high] = yawDeg === undefined ? fallback : typeof yawDeg === 'number' ? [yawDeg, yawDeg] : yawDeg;
  return ((low + share * (high - low)) * Math.PI) / 180;
}

/** Pose of the model frame of something that stands or lies with the middle of its footprint at the spot. */
export function poseAt([x, y]: Spot, yawRad: number, lying: boolean, model: Model, scale: number): Pose {
  if (!lying) return { position: [x, y, 0], quaternion: aboutZ(yawRad) };
  const [sx, , sz] = model.sizeM;
  const back = (sz * scale) / 2;
  const position = [x - back * Math.cos(yawRad), y - back * Math.sin(yawRad), (sx * scale) / 2] as const;
  return { position, quaternion: multiply(aboutZ(yawRad), LAID_DOWN) };
}
