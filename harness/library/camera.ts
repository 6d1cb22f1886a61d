import { cross, norm, scale, subtract } from '../geometry/vector.ts';
import type { CameraSpec, Quat, Vec3 } from '../types.ts';

/** A camera as the data files say it: where it is, what it looks at, which way is up in its image. */
export interface Viewpoint {
  readonly eyeM: Vec3;
  readonly targetM: Vec3;
  readonly up: Vec3;
  readonly fovYDeg: number;
  readonly nearM: number;
  readonly farM: number;
}

/** The same camera as a pose (OpenCV frame: x right, y down, z forward). */
export function lookingAt(name: string, mount: 'world' | 'hand', view: Viewpoint): CameraSpec {
  const { eyeM, targetM, up, fovYDeg, nearM, farM } = view;
  const fovYRad = (fovYDeg * Math.PI) / 180;
  return { name, mount, position: eyeM, quaternion: facing(subtract(targetM, eyeM), up), fovYRad, nearM, farM };
}

const unit = (v: Vec3): Vec3 => scale(v, 1 / norm(v));

/** Orientation of a camera that looks along `forward` with `up` upwards in its image. */
export function facing(forward: Vec3, up: Vec3): Quat {
  const z = unit(forward);
  const x = unit(cross(z, up));
  return fromAxes(x, cross(z, x), z);
}

/** Quaternion of the rotation whose columns are the given axes (Shepperd 1978: divide by the largest component). */
export function fromAxes(x: Vec3, y: Vec3, z: Vec3): Quat {
  const trace = x[0] + y[1] + z[2];
  const squares = [x[0] * 2 - trace, y[1] * 2 - trace, z[2] * 2 - trace, trace];
  const largest = squares.indexOf(Math.max(...squares));
  const s = 2 * Math.sqrt(1 + squares[largest]!);
  if (largest === 3) return [(y[2] - z[1]) / s, (z[0] - x[2]) / s, (x[1] - y[0]) / s, s / 4];
  if (largest === 0) return [s / 4, (y[0] + x[1]) / s, (z[0] + x[2]) / s, (y[2] - z[1]) / s];
  if (largest === 1) return [(y[0] + x[1]) / s, s / 4, (z[1] + y[2]) / s, (z[0] - x[2]) / s];
  return [(z[0] + x[2]) / s, (z[1] + y[2]) / s, s / 4, (x[1] - y[0]) / s];
}
