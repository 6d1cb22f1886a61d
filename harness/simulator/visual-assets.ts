/** Meshes and textures of the wire, checked, and the hash of what is in them (docs/protocol.md, `visuals`). */
import { createHash } from 'node:crypto';
import type { MeshAsset, TextureAsset } from '../render/visuals.ts';
import { ANY, copyArray } from './array.ts';
import { type Fields, isMap, malformed } from './check.ts';

/** How far a normal may be from length 1: float32 and a neighbour's rounding. */
const UNIT_TOLERANCE = 1e-3;

/**
 * @param hash what the content must hash to
 * @throws `E_PROTOCOL` naming the field: a wrong shape, NaN, an index out of range, another hash
 */
export function readMesh(value: unknown, field: string, hash: string): MeshAsset {
  if (!isMap(value)) throw malformed(field, 'a mesh {vertices, normals, faces, uvs?}', value);
  const vertices = copyArray(value.vertices, `${field}.vertices`, 'float32', [ANY, 3]);
  const count = vertices.length / 3;
  const mesh = {
    vertices,
    normals: copyArray(value.normals, `${field}.normals`, 'float32', [count, 3]),
    faces: copyArray(value.faces, `${field}.faces`, 'int32', [ANY, 3]),
    uvs: value.uvs == null ? null : copyArray(value.uvs, `${field}.uvs`, 'float32', [count, 2]),
  };
  demandSound(mesh, field);
  demandHash(meshHash(mesh), field, hash);
  return mesh;
}

/** @throws `E_PROTOCOL` naming the field */
export function readTexture(value: unknown, field: string, hash: string): TextureAsset {
  const rgb = copyArray(value, field, 'uint8', [ANY, ANY, 3]);
  const [heightPx, widthPx] = (value as Fields).shape as [number, number, number];
  if (rgb.length === 0) throw malformed(field, 'at least one pixel', `${heightPx} x ${widthPx}`);
  const texture = { widthPx, heightPx, rgb };
  demandHash(textureHash(texture), field, hash);
  return texture;
}

export function meshHash({ vertices, normals, faces, uvs }: MeshAsset): string {
  const arrays = uvs ? [vertices, normals, faces, uvs] : [vertices, normals, faces];
  return contentHash([vertices.length / 3, faces.length / 3, uvs ? 1 : 0], arrays);
}

export function textureHash({ widthPx, heightPx, rgb }: TextureAsset): string {
  return contentHash([heightPx, widthPx, 3], [rgb]);
}

function contentHash(sizes: readonly number[], arrays: readonly NodeJS.TypedArray[]): string {
  const digest = createHash('sha256').update(Int32Array.from(sizes));
  for (const array of arrays) digest.update(array);
  return digest.digest('hex');
}

function demandSound({ vertices, normals, faces, uvs }: MeshAsset, field: string): void {
  demandFinite(vertices, `${field}.vertices`);
  demandFinite(uvs ?? [], `${field}.uvs`);
  const count = vertices.length / 3;
  const outside = faces.findIndex((corner) => corner < 0 || corner >= count);
  if (outside >= 0) throw malformed(`${field}.faces[${row(outside)}]`, `corners below ${count}`, faces[outside]);
  if (faces.length === 0) throw malformed(`${field}.faces`, 'at least one face', 'none');
  for (let i = 0; i < normals.length; i += 3) {
    const length = Math.hypot(normals[i]!, normals[i + 1]!, normals[i + 2]!);
    if (!(Math.abs(length - 1) < UNIT_TOLERANCE)) throw malformed(`${field}.normals[${row(i)}]`, 'length 1', length);
  }
}

function demandFinite(values: ArrayLike<number>, field: string): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) throw malformed(field, 'finite numbers', String(values[i]));
  }
}

function demandHash(got: string, field: string, wanted: string): void {
  if (got !== wanted) throw malformed(field, 'content of the hash that names it', `content of ${got}`);
}

const row = (index: number): number => Math.floor(index / 3);
