import type { Model } from '../library/model.ts';
import type { Pose } from '../types.ts';
import { boundingPiece, type Piece } from './pieces.ts';
import { boxesMeet, hiddenFraction, type Silhouette, samplesOf, silhouetteOf } from './silhouette.ts';

/** Nothing that is drawn may hide more of the target than this, so that occlusion is a factor and not an accident. */
const HIDDEN_AT_MOST = 0.02;
/** A target that was turned or exchanged shows itself a little differently past a neighbour that stays. */
const HIDDEN_AT_MOST_KEPT = 0.15;

/** A body as it stands: what its outline is made of. */
export interface Standing {
  readonly model: Model;
  readonly pieces: () => readonly Piece[];
  readonly pose: Pose;
  readonly scale: number;
}

/** The target as the camera sees it, with what is needed to tell whether something stands before it. */
export interface View {
  readonly camera: Pose;
  /** Outline of the target's bounding box. */
  readonly box: Silhouette;
  readonly targetDistanceM: number;
  /** Points spread over the target's own outline. */
  samples(): ReturnType<typeof samplesOf>;
}

export function viewOf(camera: Pose, target: Standing): View {
  let samples: ReturnType<typeof samplesOf> | null = null;
  return {
    camera,
    box: boxOutline(camera, target),
    targetDistanceM: distanceM(camera, target.pose),
    samples: () => {
      samples ??= samplesOf(outline(camera, target));
      return samples;
    },
  };
}

/** Whether a body hides the target from the camera; `had` when it stood there in the nominal scene. */
export function hides(view: View, body: Standing, had: boolean): boolean {
  const { camera, box, targetDistanceM } = view;
  if (distanceM(camera, body.pose) > targetDistanceM || !boxesMeet(boxOutline(camera, body), box)) return false;
  return hiddenFraction(view.samples(), outline(camera, body)) > (had ? HIDDEN_AT_MOST_KEPT : HIDDEN_AT_MOST);
}

const outline = (camera: Pose, { pieces, pose, scale }: Standing): Silhouette =>
  silhouetteOf(pieces(), pose, scale, camera);

const boxOutline = (camera: Pose, { model, pose, scale }: Standing): Silhouette =>
  silhouetteOf([boundingPiece(model)], pose, scale, camera);

function distanceM({ position: [x, y, z] }: Pose, { position: [bx, by, bz] }: Pose): number {
  return Math.hypot(x - bx, y - by, z - bz);
}
