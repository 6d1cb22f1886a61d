import type { Pose } from '../types.ts';
import type { Piece } from './pieces.ts';
import { boxesMeet, hiddenFraction, type Silhouette, samplesOf, silhouetteOf } from './silhouette.ts';

/** Nothing that is drawn may hide more of the target than this, so that occlusion is a factor and not an accident. */
const HIDDEN_AT_MOST = 0.02;

/** The target as the camera sees it, with what is needed to tell whether something stands before it. */
export interface View {
  readonly camera: Pose;
  readonly target: Silhouette;
  /** Points spread over the target's outline. */
  readonly samples: ReturnType<typeof samplesOf>;
  readonly targetDistanceM: number;
}

export function viewOf(camera: Pose, pieces: readonly Piece[], body: Pose, scale: number): View {
  const target = silhouetteOf(pieces, body, scale, camera);
  return { camera, target, samples: samplesOf(target), targetDistanceM: distanceM(camera, body) };
}

/** Whether a body hides the target from the camera. */
export function hides(
  { camera, target, samples, targetDistanceM }: View,
  pieces: readonly Piece[],
  body: Pose,
  scale: number,
): boolean {
  if (distanceM(camera, body) > targetDistanceM) return false;
  const outline = silhouetteOf(pieces, body, scale, camera);
  return boxesMeet(outline, target) && hiddenFraction(samples, outline) > HIDDEN_AT_MOST;
}

function distanceM({ position: [x, y, z] }: Pose, { position: [bx, by, bz] }: Pose): number {
  return Math.hypot(x - bx, y - by, z - bz);
}
