/** Rigid motions as 3x4 matrices in row-major order, with a fixed order of sums: the same bits on every machine. */
import type { Pose } from '../types.ts';

export type Rigid = Float64Array;

/** Rotation from a quaternion that need not have length 1. */
export function rigidOf(px: number, py: number, pz: number, qx: number, qy: number, qz: number, qw: number): Rigid {
  const s = 2 / (qx * qx + qy * qy + qz * qz + qw * qw);
  const [xx, yy, zz] = [s * qx * qx, s * qy * qy, s * qz * qz];
  const [xy, xz, yz] = [s * qx * qy, s * qx * qz, s * qy * qz];
  const [wx, wy, wz] = [s * qw * qx, s * qw * qy, s * qw * qz];
  return Float64Array.of(
    1 - yy - zz,
    xy - wz,
    xz + wy,
    px,
    xy + wz,
    1 - xx - zz,
    yz - wx,
    py,
    xz - wy,
    yz + wx,
    1 - xx - yy,
    pz,
  );
}

export const rigidOfPose = ({ position: p, quaternion: q }: Pose): Rigid =>
  rigidOf(p[0], p[1], p[2], q[0], q[1], q[2], q[3]);

/** Row `index` of poses [n, 7]. */
export function rigidAt(poses: Float64Array, index: number): Rigid {
  const p = 7 * index;
  const q = p + 3;
  return rigidOf(poses[p]!, poses[p + 1]!, poses[p + 2]!, poses[q]!, poses[q + 1]!, poses[q + 2]!, poses[q + 3]!);
}

/** First `b`, then `a`. */
export function composed(a: Rigid, b: Rigid): Rigid {
  const out = new Float64Array(12);
  for (let row = 0; row < 12; row += 4) {
    const x = a[row]!;
    const y = a[row + 1]!;
    const z = a[row + 2]!;
    for (let column = 0; column < 4; column++) {
      out[row + column] = x * b[column]! + y * b[4 + column]! + z * b[8 + column]!;
    }
    out[row + 3] = out[row + 3]! + a[row + 3]!;
  }
  return out;
}

/** The transpose of the rotation, and the shift turned back. */
export function inverted(m: Rigid): Rigid {
  const out = new Float64Array(12);
  for (let row = 0; row < 3; row++) {
    const [x, y, z] = [m[row]!, m[4 + row]!, m[8 + row]!];
    out.set([x, y, z, -(x * m[3]! + y * m[7]! + z * m[11]!)], row * 4);
  }
  return out;
}
