/** What can be wrong with a look, one thing at a time. */
import type { MeshAsset, VisualPart, Visuals } from '../../harness/render/visuals.ts';

interface Spoiler {
  /** Before the hash is made: the content is what its hash says. */
  readonly mesh?: (mesh: MeshAsset) => MeshAsset;
  /** After it. */
  readonly sentMesh?: (mesh: MeshAsset) => MeshAsset;
  readonly visuals?: (visuals: Visuals) => Visuals;
}

const NO_HASH = 'f'.repeat(64);

export const SPOILERS = {
  nan: { mesh: (mesh) => ({ ...mesh, vertices: put(mesh.vertices, 4, Number.NaN) }) },
  corner: { mesh: (mesh) => ({ ...mesh, faces: put(mesh.faces, 3, 4) }) },
  normal: { mesh: (mesh) => ({ ...mesh, normals: put(mesh.normals, 2, 2) }) },
  normals: { mesh: (mesh) => ({ ...mesh, normals: mesh.normals.slice(3) }) },
  faceless: { mesh: (mesh) => ({ ...mesh, faces: new Int32Array() }) },
  noUvs: { mesh: (mesh) => ({ ...mesh, uvs: null }) },
  hash: { sentMesh: (mesh) => ({ ...mesh, vertices: put(mesh.vertices, 0, 7) }) },
  frame: { visuals: (visuals) => withPart(visuals, 0, { frame: 99 }) },
  name: { visuals: (visuals) => withPart(visuals, 0, { name: 'ghost' }) },
  mesh: { visuals: (visuals) => withPart(visuals, 0, { shape: { kind: 'mesh', mesh: NO_HASH } }) },
  texture: { visuals: (visuals) => withPart(visuals, 0, { texture: NO_HASH }) },
  radius: { visuals: (visuals) => withPart(visuals, 1, { shape: { kind: 'sphere', radiusM: 0 } }) },
  color: { visuals: (visuals) => withPart(visuals, 1, { color: [0, 0, 1.5] }) },
  /** All in one colour, whatever the scene says. */
  grey: {
    visuals: (visuals) => ({ ...visuals, parts: visuals.parts.map((part) => ({ ...part, color: [0.5, 0.5, 0.5] })) }),
  },
  partless: { visuals: (visuals) => ({ ...visuals, parts: visuals.parts.filter((_, i) => i !== 1) }) },
  body: { visuals: (visuals) => withFrame(visuals, 0, { kind: 'body', body: 'ghost' }) },
  parent: {
    visuals: (visuals) => withFrame(visuals, visuals.frames.length - 1, { parent: visuals.frames.length - 1 }),
  },
  quaternion: {
    visuals: (visuals) => withFrame(visuals, 0, { pose: { position: [0, 0, 0], quaternion: [0, 0, 0, 2] } }),
  },
  hand: { visuals: (visuals) => ({ ...visuals, handFrame: visuals.frames.length }) },
  /** Poses are a hair away from where the state says. */
  drift: {},
  /** The first frame is nowhere. */
  poseless: {},
  /** Sends what is known. */
  resend: {},
  /** Greets as bridges did that had no looks to offer. */
  unoffered: {},
} as const satisfies Readonly<Record<string, Spoiler>>;

export type Spoil = keyof typeof SPOILERS;

export const spoilerOf = (spoil: Spoil | null): Spoiler => (spoil ? SPOILERS[spoil] : {});

function put<T extends Float32Array | Int32Array>(values: T, at: number, value: number): T {
  const copy = values.slice() as T;
  copy[at] = value;
  return copy;
}

const withPart = (visuals: Visuals, at: number, change: Partial<VisualPart>): Visuals => ({
  ...visuals,
  parts: visuals.parts.map((part, i) => (i === at ? { ...part, ...change } : part)),
});

const withFrame = (visuals: Visuals, at: number, change: object): Visuals => ({
  ...visuals,
  frames: visuals.frames.map((frame, i) => (i === at ? { ...frame, ...change } : frame)),
});
