import type { Library } from '../library/library.ts';
import { canonicalJson, keepText, sha256 } from '../record/canonical.ts';
import type { EpisodeSpec, SceneSpec } from '../types.ts';

/** What runs the episodes; another version may give other numbers, so it is part of every digest. */
export interface DigestContext {
  readonly simulator: string;
  readonly version: string;
  readonly bridgeVersion: string;
  readonly renderer: string;
}

/** For a plan that is only looked at. */
export const NO_SIMULATOR: DigestContext = { simulator: 'none', version: '', bridgeVersion: '', renderer: '' };

type Defining = Omit<EpisodeSpec, 'digest'>;

/** sha256 over all that defines an episode, its ids left out: renaming a level or editing a comment changes nothing. */
export function digestOf(episode: Defining, library: Library, context: DigestContext): string {
  const {
    seed,
    scene,
    occlusion,
    instruction,
    intent,
    task,
    success,
    maxSteps,
    latencySteps,
    meanwhile,
    measuredLatency,
  } = episode;
  const assets = assetsOf(scene, library);
  return sha256(
    canonicalJson({
      seed,
      scene,
      occlusion,
      instruction,
      intent,
      task,
      success,
      maxSteps,
      latencySteps,
      ...(meanwhile === 'continue' ? { meanwhile } : {}),
      ...(measuredLatency ? { measuredLatency } : {}),
      assets,
      context,
    }),
  );
}

/** Hashes of the files that a scene is built from; one object for all scenes of the same files. */
export function assetsOf(scene: SceneSpec, library: Library): Readonly<Record<string, string>> {
  if (scene.foreign) return NOTHING_OF_OURS; // what it is of the simulator's, its definition pins
  const known = assetsIn(library);
  const key = keyOf(scene);
  const assets = known.get(key) ?? keepText(hashesOf(scene, library));
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, assets);
  return assets;
}

type Assets = Readonly<Record<string, string>>;

const NOTHING_OF_OURS: Assets = {};
const MOST_KNOWN = 10_000;
const byLibrary = new WeakMap<Library, Map<string, Assets>>();

function assetsIn(library: Library): Map<string, Assets> {
  const known = byLibrary.get(library) ?? new Map<string, Assets>();
  byLibrary.set(library, known);
  return known;
}

/** Names of files hold no line breaks. */
function keyOf({ bodies, table, floor, robot }: SceneSpec): string {
  let key = `${robot.name}\n${table.texture}\n${floor.texture}`;
  for (const { model } of bodies) key += `\n${model}`;
  return key;
}

function hashesOf(scene: SceneSpec, library: Library): Assets {
  const models = [...new Set(scene.bodies.map((body) => body.model))];
  const meshes = models.flatMap((name) =>
    library.models[name]!.parts.flatMap((part) => (part.shape === 'mesh' ? [`meshes/${part.file}`] : [])),
  );
  const textures = [scene.table.texture, scene.floor.texture]
    .filter((name) => name !== null)
    .map((name) => `textures/${name}`);
  const names = [...models.map((name) => `models/${name}`), ...meshes, ...textures, `robots/${scene.robot.name}`];
  return Object.fromEntries([...new Set(names)].map((name) => [name, library.assets[name] ?? 'missing']));
}
