/** Vertices of a part into the camera frame, with the light that falls on them (Gouraud 1971). Dense: runs per vertex. */
import type { Batch } from './batch.ts';
import { ambientAt, type LocalLight } from './lighting.ts';
import type { Rigid } from './rigid.ts';
import type { Vertices } from './vertices.ts';

/** Appends the vertices of a batch; gives the index of the first. */
export function place(batch: Batch, toCamera: Rigid, light: LocalLight, ambient: number, into: Vertices): number {
  const first = into.count;
  into.reserve(batch.positions.length / 3);
  into.count += batch.positions.length / 3;
  placePoints(batch.positions, toCamera, into, first);
  lightPoints(batch.normals, light, ambient, into, first);
  if (batch.uvs) placeTexture(batch.uvs, into, first);
  return first;
}

function placePoints(from: Float64Array, m: Rigid, { x, y, z }: Vertices, first: number): void {
  const m0 = m[0]!,
    m1 = m[1]!,
    m2 = m[2]!,
    m3 = m[3]!;
  const m4 = m[4]!,
    m5 = m[5]!,
    m6 = m[6]!,
    m7 = m[7]!;
  const m8 = m[8]!,
    m9 = m[9]!,
    m10 = m[10]!,
    m11 = m[11]!;
  for (let i = 0, at = first; i < from.length; i += 3, at++) {
    const px = from[i]!;
    const py = from[i + 1]!;
    const pz = from[i + 2]!;
    x[at] = m0 * px + m1 * py + m2 * pz + m3;
    y[at] = m4 * px + m5 * py + m6 * pz + m7;
    z[at] = m8 * px + m9 * py + m10 * pz + m11;
  }
}

function lightPoints(normals: Float64Array, light: LocalLight, level: number, into: Vertices, first: number): void {
  const { ambient, facing, shine } = into;
  const { towards, half, up } = light;
  for (let i = 0, at = first; i < normals.length; i += 3, at++) {
    const nx = normals[i]!;
    const ny = normals[i + 1]!;
    const nz = normals[i + 2]!;
    facing[at] = towards[0]! * nx + towards[1]! * ny + towards[2]! * nz;
    shine[at] = half[0]! * nx + half[1]! * ny + half[2]! * nz;
    ambient[at] = ambientAt(level, up[0]! * nx + up[1]! * ny + up[2]! * nz);
  }
}

function placeTexture(uvs: Float32Array, { u, v }: Vertices, first: number): void {
  for (let i = 0, at = first; i < uvs.length; i += 2, at++) {
    u[at] = uvs[i]!;
    v[at] = uvs[i + 1]!;
  }
}
