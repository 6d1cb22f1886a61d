/** A camera as numbers: where a point of the camera frame falls on the image. */

import type { Eye } from './frame.ts';
import { inverted, type Rigid, rigidOfPose } from './rigid.ts';
import { tangent } from './trigonometry.ts';
import type { Vertices } from './vertices.ts';

/** Parts of a pixel that screen coordinates are rounded to. */
export const SUBPIXEL_BITS = 8;
export const SUBPIXELS = 1 << SUBPIXEL_BITS;
/**
 * Edges are cut this far from the middle of the image: differences of screen coordinates stay below 2^22, so that edge
 * functions (their products) are exact in doubles.
 */
export const REACH_PX = 6_000;
/** Vertices further out go through the cutting first; a little less, so that rounding hides none that must be cut. */
const GUARD_PX = REACH_PX - 1;

export interface Lens {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Focal length; pixels are square. */
  readonly focalPx: number;
  readonly centerX: number;
  readonly centerY: number;
  readonly nearM: number;
  readonly farM: number;
  readonly worldToCamera: Rigid;
  readonly cameraToWorld: Rigid;
}

/** Of square pixels, from the vertical field of view. */
export const focalLengthPx = (fovYRad: number, heightPx: number): number => heightPx / 2 / tangent(fovYRad / 2);

export function lensOf(eye: Eye, widthPx: number, heightPx: number): Lens {
  const cameraToWorld = rigidOfPose(eye.pose);
  return {
    widthPx,
    heightPx,
    focalPx: focalLengthPx(eye.fovYRad, heightPx),
    centerX: widthPx / 2,
    centerY: heightPx / 2,
    nearM: eye.nearM,
    farM: eye.farM,
    worldToCamera: inverted(cameraToWorld),
    cameraToWorld,
  };
}

/** Puts vertices from `first` on the screen; one behind the near plane or far outside the image is marked for clipping. */
export function project(vertices: Vertices, first: number, lens: Lens, guardPx = GUARD_PX): void {
  const { x, y, z, screenX, screenY, inverseZ, count } = vertices;
  const { focalPx, centerX, centerY, nearM } = lens;
  for (let i = first; i < count; i++) {
    const depth = z[i]!;
    if (depth < nearM) {
      inverseZ[i] = 0;
      continue;
    }
    const inverse = 1 / depth;
    const u = focalPx * x[i]! * inverse;
    const v = focalPx * y[i]! * inverse;
    screenX[i] = Math.floor((u + centerX) * SUBPIXELS + 0.5);
    screenY[i] = Math.floor((v + centerY) * SUBPIXELS + 0.5);
    const inside = u > -guardPx && u < guardPx && v > -guardPx && v < guardPx;
    inverseZ[i] = inside ? inverse : 0;
  }
}

/** Whether a sphere (centre in the camera frame) may show in the image. */
export function mayBeSeen(lens: Lens, x: number, y: number, z: number, radiusM: number): boolean {
  const { focalPx, centerX, centerY, nearM, farM } = lens;
  if (z + radiusM < nearM || z - radiusM > farM) return false;
  // Distance to the four side planes, whose normals are (+-focal, 0, c) and (0, +-focal, c) before scaling.
  const slackX = radiusM * Math.sqrt(focalPx * focalPx + centerX * centerX);
  const slackY = radiusM * Math.sqrt(focalPx * focalPx + centerY * centerY);
  const reachX = centerX * z + slackX;
  const reachY = centerY * z + slackY;
  return focalPx * x <= reachX && -focalPx * x <= reachX && focalPx * y <= reachY && -focalPx * y <= reachY;
}
