/** Scenes for tests of the renderer, written out of a few shapes. */
import { facing } from '../../harness/library/camera.ts';
import type { Eye, FrameRequest, Stage } from '../../harness/render/frame.ts';
import type { FramePoses, MeshAsset, TextureAsset, VisualPart, VisualShape } from '../../harness/render/visuals.ts';
import type { LightSpec, Pose, Vec3 } from '../../harness/types.ts';

export const HERE: Pose = { position: [0, 0, 0], quaternion: [0, 0, 0, 1] };

/** From straight above, no shadows: a surface that looks up has its own colour. */
export const NOON: LightSpec = {
  direction: [0, 0, 1],
  color: [1, 1, 1],
  ambient: 0.4,
  diffuse: 0.6,
  specular: 0,
  shadow: false,
};

export interface Piece extends Partial<Omit<VisualPart, 'shape' | 'frame'>> {
  readonly shape: VisualShape | MeshAsset;
  /** It has a frame of its own, in this pose; without one it stands still in the world. */
  readonly moves?: Pose;
  readonly image?: TextureAsset;
}

/** A stage of pieces, each named `piece0`, `piece1`, ... unless it says otherwise, and its poses. */
export function staged(pieces: readonly Piece[], light: LightSpec = NOON): { stage: Stage; poses: FramePoses } {
  const meshes: Record<string, MeshAsset> = {};
  const textures: Record<string, TextureAsset> = {};
  const parts = pieces.map(({ shape, moves, image, ...more }, i): VisualPart => {
    if ('vertices' in shape) meshes[`mesh${i}`] = shape;
    if (image) textures[`texture${i}`] = image;
    return {
      name: `piece${i}`,
      frame: i,
      pose: HERE,
      scale: 1,
      shape: 'vertices' in shape ? { kind: 'mesh', mesh: `mesh${i}` } : shape,
      color: [1, 1, 1],
      alpha: 1,
      texture: image ? `texture${i}` : null,
      ...more,
    };
  });
  const frames = pieces.map(({ moves }, i) =>
    moves
      ? ({ name: `frame${i}`, kind: 'body', body: `body${i}` } as const)
      : ({ name: `frame${i}`, kind: 'fixed', pose: HERE } as const),
  );
  const names = [...new Set(parts.map(({ name }) => name))];
  const visuals = { frames, parts, handFrame: -1 };
  return {
    stage: { visuals, assets: { meshes, textures }, names, light, background: [0.1, 0.2, 0.3] },
    poses: Float64Array.from(pieces.flatMap(({ moves = HERE }) => [...moves.position, ...moves.quaternion])),
  };
}

export function eyeAt(eyeM: Vec3, targetM: Vec3, up: Vec3 = [0, 0, 1], more: Partial<Eye> = {}): Eye {
  const forward: Vec3 = [targetM[0] - eyeM[0], targetM[1] - eyeM[1], targetM[2] - eyeM[2]];
  return { pose: { position: eyeM, quaternion: facing(forward, up) }, fovYRad: 0.9, nearM: 0.05, farM: 10, ...more };
}

export const OVERHEAD = eyeAt([0, 0, 1], [0, 0, 0], [0, 1, 0]);

export function asked(eye: Eye, widthPx = 64, heightPx = 48, more: Partial<FrameRequest> = {}): FrameRequest {
  return { eye, widthPx, heightPx, depth: true, segmentation: true, antialias: 1, ...more };
}

/** Corners of triangles, three a face, that look to where they run counter-clockwise. */
export function triangles(...corners: readonly Vec3[]): MeshAsset {
  const normals = corners.flatMap((_, i) => normalOf(corners.slice(i - (i % 3), i - (i % 3) + 3)));
  return {
    vertices: Float32Array.from(corners.flat()),
    normals: Float32Array.from(normals),
    faces: Int32Array.from(corners, (_, i) => i),
    uvs: null,
  };
}

function normalOf([a, b, c]: readonly Vec3[]): Vec3 {
  const [u, v] = [b!.map((value, i) => value - a![i]!), c!.map((value, i) => value - a![i]!)];
  const n = [u[1]! * v[2]! - u[2]! * v[1]!, u[2]! * v[0]! - u[0]! * v[2]!, u[0]! * v[1]! - u[1]! * v[0]!];
  const length = Math.sqrt(n.reduce((sum, value) => sum + value * value, 0));
  return length > 0 ? (n.map((value) => value / length) as never) : [0, 0, 1];
}

/** A square of side 2 at z = 0 that looks up, with texture coordinates 0..1, v towards +y. */
export const SQUARE: MeshAsset = {
  vertices: Float32Array.of(-1, -1, 0, 1, -1, 0, 1, 1, 0, -1, 1, 0),
  normals: Float32Array.of(0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1),
  faces: Int32Array.of(0, 1, 2, 0, 2, 3),
  uvs: Float32Array.of(0, 0, 1, 0, 1, 1, 0, 1),
};
