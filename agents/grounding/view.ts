/** A picture with depth as places in the world. Pixels count from the top left; their centres are at half numbers. */
import { rotate, subtract } from '../../harness/geometry/vector.ts';
import type { CameraImage, Vec3 } from '../../harness/types.ts';

export interface View {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly depthM: Float32Array;
  readonly intrinsics: readonly [number, number, number, number];
  readonly eye: Vec3;
  /** Axes of the camera in the world. */
  readonly right: Vec3;
  readonly down: Vec3;
  readonly forward: Vec3;
}

export function viewOf({ widthPx, heightPx, depthM, intrinsics, pose }: CameraImage): View {
  if (!depthM) throw new Error('a view needs depth');
  const axis = (v: Vec3) => rotate(pose.quaternion, v);
  const axes = { right: axis([1, 0, 0]), down: axis([0, 1, 0]), forward: axis([0, 0, 1]) };
  return { widthPx, heightPx, depthM, intrinsics, eye: pose.position, ...axes };
}

/** From the eye through a place of the image in pixels, one metre along the optical axis. */
export function rayThrough(view: View, u: number, v: number): Vec3 {
  const [fx, fy, cx, cy] = view.intrinsics;
  const [a, b] = [(u - cx) / fx, (v - cy) / fy];
  const { right: r, down: d, forward: f } = view;
  return [f[0] + a * r[0] + b * d[0], f[1] + a * r[1] + b * d[1], f[2] + a * r[2] + b * d[2]];
}

/** The surface that a pixel shows; `index` is row-major. */
export function surfaceAt(view: View, index: number): Vec3 {
  const u = index % view.widthPx;
  const v = (index - u) / view.widthPx;
  return along(view, rayThrough(view, u + 0.5, v + 0.5), view.depthM[index]!);
}

/** The height alone of what a pixel shows: most pixels are table or floor, and need no more. */
export function heightAt({ widthPx, depthM, intrinsics, eye, right, down, forward }: View, index: number): number {
  const u = index % widthPx;
  const v = (index - u) / widthPx;
  const a = (u + 0.5 - intrinsics[2]) / intrinsics[0];
  const b = (v + 0.5 - intrinsics[3]) / intrinsics[1];
  return eye[2] + depthM[index]! * (forward[2] + a * right[2] + b * down[2]);
}

/** Where the ray through a place of the image meets the horizontal plane at height `z`; null where it does not. */
export function onPlane(view: View, u: number, v: number, z: number): Vec3 | null {
  const ray = rayThrough(view, u, v);
  const t = (z - view.eye[2]) / ray[2];
  return Number.isFinite(t) && t > 0 ? along(view, ray, t) : null;
}

/** Place of a point on the image in pixels; null behind the camera. */
export function projected(view: View, point: Vec3): readonly [u: number, v: number] | null {
  const from = subtract(point, view.eye);
  const dot = (axis: Vec3) => from[0] * axis[0] + from[1] * axis[1] + from[2] * axis[2];
  const depth = dot(view.forward);
  const [fx, fy, cx, cy] = view.intrinsics;
  return depth > 0 ? [cx + (fx * dot(view.right)) / depth, cy + (fy * dot(view.down)) / depth] : null;
}

function along({ eye }: View, ray: Vec3, t: number): Vec3 {
  return [eye[0] + ray[0] * t, eye[1] + ray[1] * t, eye[2] + ray[2] * t];
}
