/** Rotations as models write them, each as a row of numbers, to and from a unit quaternion xyzw. Radians. */
import { cross, dot, norm, scale, subtract } from '../../../harness/geometry/vector.ts';
import type { Quat, Vec3 } from '../../../harness/types.ts';

export const ROTATION_NAMES = [
  'axis_angle',
  'euler_xyz',
  'quaternion_xyzw',
  'quaternion_wxyz',
  'rotation_6d',
  'rotation_6d_rows',
  'none',
] as const;
export type RotationName = (typeof ROTATION_NAMES)[number];

/** One way to write a rotation; what is none (a zero quaternion, parallel axes) becomes NaN. */
export interface Rotation {
  readonly width: number;
  toQuaternion(numbers: readonly number[]): Quat;
  fromQuaternion(quaternion: Quat): readonly number[];
}

const SMALL_RAD = 1e-8;

/** The axis times the angle (a rotation vector), the angle at most pi. */
const axisAngle: Rotation = {
  width: 3,
  toQuaternion([x = 0, y = 0, z = 0]) {
    const angle = Math.hypot(x, y, z);
    // sin(a/2)/a tends to 1/2.
    const s = angle < SMALL_RAD ? 0.5 : Math.sin(angle / 2) / angle;
    return [x * s, y * s, z * s, Math.cos(angle / 2)];
  },
  fromQuaternion(quaternion) {
    const [x, y, z, w] = upright(quaternion);
    const sine = Math.hypot(x, y, z);
    const s = sine < SMALL_RAD ? 2 : (2 * Math.atan2(sine, w)) / sine;
    return [x * s, y * s, z * s];
  },
};

/** Roll, pitch, yaw about the fixed axes x, y, z in that order: R = Rz(yaw) Ry(pitch) Rx(roll), scipy's `xyz`. */
const eulerXyz: Rotation = {
  width: 3,
  toQuaternion([roll = 0, pitch = 0, yaw = 0]) {
    const [cr, sr] = [Math.cos(roll / 2), Math.sin(roll / 2)];
    const [cp, sp] = [Math.cos(pitch / 2), Math.sin(pitch / 2)];
    const [cy, sy] = [Math.cos(yaw / 2), Math.sin(yaw / 2)];
    return [
      sr * cp * cy - cr * sp * sy,
      cr * sp * cy + sr * cp * sy,
      cr * cp * sy - sr * sp * cy,
      cr * cp * cy + sr * sp * sy,
    ];
  },
  fromQuaternion([x, y, z, w]) {
    const sinPitch = 2 * (w * y - x * z);
    // At the poles only the sum or the difference of roll and yaw is told: all of it is given to roll.
    if (Math.abs(sinPitch) > 1 - 1e-12) return [2 * Math.atan2(x, w), (Math.sign(sinPitch) * Math.PI) / 2, 0];
    const roll = Math.atan2(2 * (w * x + y * z), 1 - 2 * (x * x + y * y));
    const yaw = Math.atan2(2 * (w * z + x * y), 1 - 2 * (y * y + z * z));
    return [roll, Math.asin(sinPitch), yaw];
  },
};

const quaternionXyzw: Rotation = {
  width: 4,
  toQuaternion: ([x = 0, y = 0, z = 0, w = 0]) => unit([x, y, z, w]),
  fromQuaternion: upright,
};

const quaternionWxyz: Rotation = {
  width: 4,
  toQuaternion: ([w = 0, x = 0, y = 0, z = 0]) => unit([x, y, z, w]),
  fromQuaternion(quaternion) {
    const [x, y, z, w] = upright(quaternion);
    return [w, x, y, z];
  },
};

/** The first two columns of the rotation matrix, one after the other (Zhou et al. 2019); made orthonormal by Gram-Schmidt. */
const rotation6d: Rotation = {
  width: 6,
  toQuaternion: (numbers) => fromColumns(...orthonormal(numbers)),
  fromQuaternion(quaternion) {
    const [first, second] = columnsOf(quaternion);
    return [...first, ...second];
  },
};

/** The first two rows of the rotation matrix, as pytorch3d writes them: the columns of the opposite turn. */
const rotation6dRows: Rotation = {
  width: 6,
  toQuaternion: (numbers) => opposite(rotation6d.toQuaternion(numbers)),
  fromQuaternion: (quaternion) => rotation6d.fromQuaternion(opposite(quaternion)),
};

const none: Rotation = { width: 0, toQuaternion: () => [0, 0, 0, 1], fromQuaternion: () => [] };

export const ROTATIONS: Readonly<Record<RotationName, Rotation>> = {
  axis_angle: axisAngle,
  euler_xyz: eulerXyz,
  quaternion_xyzw: quaternionXyzw,
  quaternion_wxyz: quaternionWxyz,
  rotation_6d: rotation6d,
  rotation_6d_rows: rotation6dRows,
  none,
};

const opposite = ([x, y, z, w]: Quat): Quat => [-x, -y, -z, w];

function unit([x, y, z, w]: Quat): Quat {
  const length = Math.hypot(x, y, z, w);
  return [x / length, y / length, z / length, w / length];
}

/** Of the two quaternions of a turn the one with w >= 0, which turns by pi at most. */
function upright(q: Quat): Quat {
  return q[3] < 0 ? [-q[0], -q[1], -q[2], -q[3]] : q;
}

const unitVector = (v: Vec3): Vec3 => scale(v, 1 / norm(v));

function orthonormal([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]: readonly number[]): [Vec3, Vec3, Vec3] {
  const first = unitVector([a, b, c]);
  const second = unitVector(subtract([d, e, f], scale(first, dot(first, [d, e, f]))));
  return [first, second, cross(first, second)];
}

function columnsOf([x, y, z, w]: Quat): [Vec3, Vec3] {
  return [
    [1 - 2 * (y * y + z * z), 2 * (x * y + w * z), 2 * (x * z - w * y)],
    [2 * (x * y - w * z), 1 - 2 * (x * x + z * z), 2 * (y * z + w * x)],
  ];
}

/** By the largest of the four squares, so that no small number divides (Shepperd 1978). */
function fromColumns([m00, m10, m20]: Vec3, [m01, m11, m21]: Vec3, [m02, m12, m22]: Vec3): Quat {
  const trace = m00 + m11 + m22;
  if (trace >= m00 && trace >= m11 && trace >= m22) return unit([m21 - m12, m02 - m20, m10 - m01, 1 + trace]);
  if (m00 >= m11 && m00 >= m22) return unit([1 + m00 - m11 - m22, m01 + m10, m02 + m20, m21 - m12]);
  if (m11 >= m22) return unit([m01 + m10, 1 + m11 - m00 - m22, m12 + m21, m02 - m20]);
  return unit([m02 + m20, m12 + m21, 1 + m22 - m00 - m11, m10 - m01]);
}
