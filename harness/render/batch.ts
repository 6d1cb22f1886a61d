/** Parts made ready to draw: vertices in the coordinates of their frame, so that a frame's pose is all that changes. */
import { isClosed } from './closed.ts';
import { composed, type Rigid, rigidOfPose } from './rigid.ts';
import { tessellate } from './tessellate.ts';
import type { Texture } from './texture.ts';
import type { MeshAsset, VisualPart } from './visuals.ts';

/** One part: a mesh in one colour that moves with one frame. */
export interface Batch {
  /** Row of the frame poses. */
  readonly frame: number;
  /** What segmentation says where it is seen. */
  readonly name: number;
  /** [n, 3] in the frame. */
  readonly positions: Float64Array;
  /** [n, 3] unit vectors in the frame. */
  readonly normals: Float64Array;
  /** [n, 2]; null without a texture. */
  readonly uvs: Float32Array | null;
  /** [m, 3] */
  readonly faces: Int32Array;
  /** Triangles that turn their backs are hidden by others. */
  readonly closed: boolean;
  readonly color: readonly [r: number, g: number, b: number];
  readonly alpha: number;
  readonly texture: Texture | null;
  /** Sphere around all vertices, in the frame. */
  readonly center: readonly [x: number, y: number, z: number];
  readonly radiusM: number;
}

export interface BatchLooks {
  readonly name: number;
  readonly mesh: MeshAsset | null;
  readonly texture: Texture | null;
}

/** Closed or not is asked once per mesh, not once per episode. */
const closedMeshes = new WeakMap<MeshAsset, boolean>();

export function batchOf(part: VisualPart, looks: BatchLooks): Batch {
  const mesh = part.shape.kind === 'mesh' ? looks.mesh! : tessellate(part.shape);
  const placed = composed(
    rigidOfPose(part.pose),
    Float64Array.of(part.scale, 0, 0, 0, 0, part.scale, 0, 0, 0, 0, part.scale, 0),
  );
  const positions = moved(mesh.vertices, placed, true);
  return {
    frame: part.frame,
    name: looks.name,
    positions,
    normals: moved(mesh.normals, rigidOfPose(part.pose), false),
    uvs: looks.texture ? mesh.uvs : null,
    faces: mesh.faces,
    closed: closedOnce(mesh),
    color: part.color,
    alpha: part.alpha,
    texture: looks.texture,
    ...sphereAround(positions),
  };
}

function closedOnce(mesh: MeshAsset): boolean {
  const known = closedMeshes.get(mesh) ?? isClosed(mesh);
  closedMeshes.set(mesh, known);
  return known;
}

/** `m` times each point, or only its rotation times each direction. */
function moved(from: Float32Array, m: Rigid, asPoints: boolean): Float64Array {
  const out = new Float64Array(from.length);
  const shift = asPoints ? 1 : 0;
  for (let i = 0; i < from.length; i += 3) {
    const [x, y, z] = [from[i]!, from[i + 1]!, from[i + 2]!];
    for (let row = 0; row < 3; row++) {
      const at = 4 * row;
      out[i + row] = m[at]! * x + m[at + 1]! * y + m[at + 2]! * z + m[at + 3]! * shift;
    }
  }
  return out;
}

function sphereAround(positions: Float64Array): Pick<Batch, 'center' | 'radiusM'> {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < positions.length; i++) {
    low[i % 3] = Math.min(low[i % 3]!, positions[i]!);
    high[i % 3] = Math.max(high[i % 3]!, positions[i]!);
  }
  const center = [0, 1, 2].map((axis) => (low[axis]! + high[axis]!) / 2) as [number, number, number];
  const half = [0, 1, 2].map((axis) => (high[axis]! - low[axis]!) / 2) as [number, number, number];
  return { center, radiusM: Math.sqrt(half[0] * half[0] + half[1] * half[1] + half[2] * half[2]) };
}
