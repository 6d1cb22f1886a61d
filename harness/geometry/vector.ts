import type { Pose, Quat, Vec3 } from '../types.ts';

export const add = (a: Vec3, b: Vec3): Vec3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const subtract = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const scale = (a: Vec3, s: number): Vec3 => [a[0] * s, a[1] * s, a[2] * s];
export const dot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const norm = (a: Vec3): number => Math.sqrt(dot(a, a));
export const distance = (a: Vec3, b: Vec3): number => norm(subtract(a, b));
export const cross = (a: Vec3, b: Vec3): Vec3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

/** Hamilton product: first `b`, then `a`. */
export function multiply(a: Quat, b: Quat): Quat {
  const [ax, ay, az, aw] = a;
  const [bx, by, bz, bw] = b;
  return [
    aw * bx + ax * bw + ay * bz - az * by,
    aw * by - ax * bz + ay * bw + az * bx,
    aw * bz + ax * by - ay * bx + az * bw,
    aw * bw - ax * bx - ay * by - az * bz,
  ];
}

export const conjugate = (q: Quat): Quat => [-q[0], -q[1], -q[2], q[3]];

/** Turns `v` by `q`: v + 2w(q x v) + 2 q x (q x v). */
export function rotate(q: Quat, v: Vec3): Vec3 {
  const axis: Vec3 = [q[0], q[1], q[2]];
  const once = scale(cross(axis, v), 2);
  return add(add(v, scale(once, q[3])), cross(axis, once));
}

export const aboutZ = (rad: number): Quat => [0, 0, Math.sin(rad / 2), Math.cos(rad / 2)];

/** Angle of the model's x axis in the world's xy plane, in (-pi, pi]. */
export function yawOf(q: Quat): number {
  const x = rotate(q, [1, 0, 0]);
  return Math.atan2(x[1], x[0]);
}

/** Smallest turn that takes `a` to `b`, in [0, pi]. */
export function angleBetween(a: Quat, b: Quat): number {
  const cosHalf = Math.abs(a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3]);
  return 2 * Math.acos(Math.min(1, cosHalf));
}

export const toWorld = (pose: Pose, local: Vec3): Vec3 => add(pose.position, rotate(pose.quaternion, local));
export const toLocal = (pose: Pose, world: Vec3): Vec3 =>
  rotate(conjugate(pose.quaternion), subtract(world, pose.position));

/** Shortest-arc interpolation between two orientations, `t` in [0, 1] (Shoemake 1985). */
export function slerp(a: Quat, b: Quat, t: number): Quat {
  const cos = a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3];
  const sign = cos < 0 ? -1 : 1;
  const theta = Math.acos(Math.min(1, Math.abs(cos)));
  if (theta < 1e-6) return a;
  const wa = Math.sin((1 - t) * theta) / Math.sin(theta);
  const wb = (sign * Math.sin(t * theta)) / Math.sin(theta);
  return [wa * a[0] + wb * b[0], wa * a[1] + wb * b[1], wa * a[2] + wb * b[2], wa * a[3] + wb * b[3]];
}
