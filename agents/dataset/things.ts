/** What stands on the table, in words and in metres. */
import { toWorld } from '../../harness/geometry/vector.ts';
import type { Library } from '../../harness/library/library.ts';
import type { Model } from '../../harness/library/model.ts';
import { boundingPiece } from '../../harness/plan/pieces.ts';
import type { Pose, Vec3, WorldState, ZoneSpec } from '../../harness/types.ts';
import type { PlannedScene } from './scenes.ts';
import { wordOf } from './split.ts';

export interface Thing {
  /** In the scene: `target`, `thing2`, `spot`. */
  readonly name: string;
  readonly role: 'thing' | 'receptacle' | 'prop' | 'zone';
  readonly noun: string;
  /** Empty for a zone without a colour word. */
  readonly color: string;
  readonly synonyms: readonly string[];
  /** Null for paint on the table. */
  readonly body: { readonly model: Model; readonly pose: Pose; readonly scale: number } | null;
  /** Middle of what it covers of the table. */
  readonly at: readonly [x: number, y: number];
  /** Of a circle around that. */
  readonly radiusM: number;
  readonly topM: number;
}

/** Bodies as they came to rest, then zones. */
export function thingsOf({ scene, members, setup }: PlannedScene, state: WorldState, library: Library): Thing[] {
  const bodies = scene.bodies.map(({ name, model: modelName, scale }): Thing => {
    const model = library.models[modelName]!;
    const pose = state.bodies[name]!;
    const color = members.find((member) => member.name === name)?.color ?? model.color;
    const { noun, synonyms } = model;
    const role = model.role === 'graspable' ? 'thing' : model.role;
    return { name, role, noun, color, synonyms, body: { model, pose, scale }, ...extentOf(model, pose, scale) };
  });
  return [...bodies, ...scene.zones.map((zone) => zoneThing(zone, setup.zones[zone.name]?.noun, library))];
}

function extentOf(model: Model, pose: Pose, scale: number): Pick<Thing, 'at' | 'radiusM' | 'topM'> {
  const corners = boundingPiece(model).map(([x, y, z]) => toWorld(pose, [x * scale, y * scale, z * scale]));
  const at = [middle(corners, 0), middle(corners, 1)] as const;
  const radiusM = Math.max(...corners.map(([x, y]) => Math.hypot(x - at[0], y - at[1])));
  return { at, radiusM, topM: Math.max(...corners.map(([, , z]) => z)) };
}

const middle = (corners: readonly Vec3[], axis: 0 | 1): number =>
  corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length;

function zoneThing({ name, shape, center, sizeM, color }: ZoneSpec, word: string | undefined, library: Library): Thing {
  const noun = word ?? (shape === 'disc' ? 'circle' : sizeM[0] === sizeM[1] ? 'square' : 'rectangle');
  const radiusM = shape === 'disc' ? sizeM[0] / 2 : Math.hypot(...sizeM) / 2;
  const paint = wordOf(color, library) ?? '';
  return { name, role: 'zone', noun, color: paint, synonyms: [], body: null, at: center, radiusM, topM: 0 };
}

/** `red soup can`, `small blue cube`; an orange is not an `orange orange`. */
export function phraseOf({ color, noun }: Pick<Thing, 'color' | 'noun'>): string {
  if (color === '' || noun.split(' ').includes(color)) return noun;
  const [, size, rest] = /^(small|tall) (.*)$/.exec(noun) ?? [];
  return size ? `${size} ${color} ${rest}` : `${color} ${noun}`;
}

export function gapBetween(a: Thing, b: Thing): number {
  return Math.hypot(a.at[0] - b.at[0], a.at[1] - b.at[1]) - a.radiusM - b.radiusM;
}
