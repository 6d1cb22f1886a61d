import type { Library } from '../library/library.ts';
import { canonicalJson, sha256 } from '../record/canonical.ts';
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

/** Hashes of the files that a scene is built from. */
export function assetsOf(scene: SceneSpec, library: Library): Record<string, string> {
  if (scene.foreign) return {}; // nothing of ours; what it is of the simulator's, its definition pins
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
