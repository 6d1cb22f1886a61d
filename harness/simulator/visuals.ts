/** The reply to `visuals`, checked: what a scene looks like, and the assets that came with it. */
import { z } from 'zod';
import type { MeshAsset, TextureAsset, VisualAssets, Visuals } from '../render/visuals.ts';
import { type Fields, malformed, mapAt } from './check.ts';
import type { Reply } from './protocol.ts';
import { parsed } from './schema.ts';
import { readMesh, readTexture } from './visual-assets.ts';

const number = z.number();
const size = z.number().positive();
const unitInterval = z.number().min(0).max(1);
const vec3 = z.tuple([number, number, number]);
const sizes = z.tuple([size, size, size]);
const quaternion = z
  .tuple([number, number, number, number])
  .refine((q) => Math.abs(Math.hypot(...q) - 1) < 1e-3, 'expected a unit quaternion x y z w');
const pose = z.object({ position: vec3, quaternion });
const index = z.int().min(0);

const joint = z.object({
  type: z.enum(['turn', 'slide']),
  axis: vec3.refine((axis) => Math.abs(Math.hypot(...axis) - 1) < 1e-3, 'expected a unit vector'),
  drive: z.union([z.strictObject({ joint: index }), z.strictObject({ closed: number, open: number })]),
});

const frame = z.discriminatedUnion('kind', [
  z.object({ name: z.string(), kind: z.literal('fixed'), pose }),
  z.object({ name: z.string(), kind: z.literal('body'), body: z.string() }),
  z.object({ name: z.string(), kind: z.literal('link'), parent: index, pose, joint: joint.nullable() }),
]);

const shape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('box'), sizeM: sizes }),
  z.object({ kind: z.literal('sphere'), radiusM: size }),
  z.object({ kind: z.literal('ellipsoid'), radiiM: sizes }),
  z.object({ kind: z.literal('cylinder'), radiusM: size, heightM: size }),
  z.object({ kind: z.literal('capsule'), radiusM: size, heightM: size }),
  z.object({ kind: z.literal('mesh'), mesh: z.string() }),
]);

const part = z.object({
  name: z.string(),
  frame: index,
  pose,
  scale: size,
  shape,
  color: z.tuple([unitInterval, unitInterval, unitInterval]),
  alpha: unitInterval,
  texture: z.string().nullable(),
});

const visualsReply = z.object({ frames: z.array(frame), parts: z.array(part), handFrame: z.int().min(-1) });

export interface VisualsReply {
  readonly visuals: Visuals;
  /** Those that the bridge sent: all that `visuals` names and the request did not. */
  readonly assets: VisualAssets;
}

/** What a reply is held against. */
export interface Asked {
  readonly known: readonly string[];
  /** Index space of segmentation of the scene that was built last. */
  readonly names: readonly string[];
  readonly bodyCount: number;
}

/** Throws `E_PROTOCOL` naming the first field that is wrong. */
export function readVisuals(reply: Reply, asked: Asked): VisualsReply {
  const visuals = parsed(visualsReply, reply, 'visuals');
  const assets = { meshes: readAll(reply, 'meshes', readMesh), textures: readAll(reply, 'textures', readTexture) };
  visuals.frames.forEach((_, at) => {
    demandRooted(visuals, at, asked);
  });
  if (visuals.handFrame >= visuals.frames.length) throw beyond('handFrame', visuals, visuals.handFrame);
  visuals.parts.forEach((_, at) => {
    demandFounded(visuals, at, asked, assets);
  });
  return { visuals, assets };
}

function readAll<T extends MeshAsset | TextureAsset>(
  reply: Fields,
  key: 'meshes' | 'textures',
  read: (value: unknown, field: string, hash: string) => T,
): Readonly<Record<string, T>> {
  const entries = Object.entries(mapAt(reply, key));
  return Object.fromEntries(entries.map(([hash, value]) => [hash, read(value, `${key}.${hash}`, hash)]));
}

/** A frame hangs on one before it, or on a body of the scene. */
function demandRooted({ frames }: Visuals, at: number, { names, bodyCount }: Asked): void {
  const frame = frames[at]!;
  if (frame.kind === 'link' && frame.parent >= at) {
    throw malformed(`frames[${at}].parent`, `a frame before it, below ${at}`, frame.parent);
  }
  const bodies = names.slice(0, bodyCount);
  if (frame.kind === 'body' && !bodies.includes(frame.body)) {
    throw malformed(`frames[${at}].body`, `a body of the scene (${bodies.join(', ')})`, frame.body);
  }
}

/** A part hangs on a frame, has a name of the scene, and what it names was sent or is known. */
function demandFounded(visuals: Visuals, at: number, { known, names }: Asked, assets: VisualAssets): void {
  const { name, frame, shape, texture } = visuals.parts[at]!;
  const field = `parts[${at}]`;
  if (frame >= visuals.frames.length) throw beyond(`${field}.frame`, visuals, frame);
  if (!names.includes(name)) throw malformed(`${field}.name`, `one of ${names.join(', ')}`, name);
  if (shape.kind === 'mesh') demandThere(shape.mesh, assets.meshes, known, `${field}.shape.mesh`);
  if (texture !== null) demandThere(texture, assets.textures, known, `${field}.texture`);
}

function demandThere(hash: string, sent: object, known: readonly string[], field: string): void {
  if (!Object.hasOwn(sent, hash) && !known.includes(hash))
    throw malformed(field, 'a hash that was sent or known', hash);
}

const beyond = (field: string, { frames }: Visuals, got: number) =>
  malformed(field, `a frame below ${frames.length}`, got);
