import { aboutZ, add, scale } from '../../harness/geometry/vector.ts';
import { lookingAt } from '../../harness/library/camera.ts';
import type { Library } from '../../harness/library/library.ts';
import type { Model } from '../../harness/library/model.ts';
import type { BodySpec, CameraSpec, EpisodeSpec, SceneSpec, Vec3 } from '../../harness/types.ts';

/** One tile to be: a scene, the camera that looks at it, and what to write below. */
export interface Subject {
  readonly scene: SceneSpec;
  readonly seed: number;
  readonly camera: string;
  readonly occlusion: EpisodeSpec['occlusion'];
  readonly caption: readonly string[];
}

/** A sheet to be; `name` is its file's. */
export interface Sheet {
  readonly name: string;
  readonly columns: number;
  readonly subjects: readonly Subject[];
}

const COLUMNS = 4;
const CAMERAS = ['front', 'overhead', 'wrist'] as const;

/** A sheet for each scenario: its nominal scene in every replicate, with what is said about it. */
export function nominalSheets(episodes: readonly EpisodeSpec[]): Sheet[] {
  const nominal = episodes.filter(({ assignments }) => assignments.length === 0);
  return [...new Set(nominal.map(({ scenarioId }) => scenarioId))].map((id) => ({
    name: `${id}.nominal`,
    columns: COLUMNS,
    subjects: nominal.filter(({ scenarioId }) => scenarioId === id).map(sceneOf),
  }));
}

function sceneOf({ scene, seed, occlusion, instruction }: EpisodeSpec): Subject {
  return { scene, seed, camera: 'front', occlusion, caption: [JSON.stringify(instruction)] };
}

/** A sheet for each scenario and factor, nominal first, all of the first replicate; conditions of several factors share `pairs`. */
export function factorSheets(episodes: readonly EpisodeSpec[]): Sheet[] {
  const sheets = new Map<string, EpisodeSpec[]>();
  for (const episode of episodes) {
    if (episode.assignments.length === 0 || episode.replicate > 0) continue;
    const name = `${episode.scenarioId}.${factorOf(episode)}`;
    sheets.set(name, [...(sheets.get(name) ?? [nominalOf(episode, episodes)]), episode]);
  }
  return [...sheets].map(([name, shown]) => ({ name, columns: COLUMNS, subjects: shown.map(subjectOf) }));
}

/** One scene in every look, a row each, from every camera. */
export function looksSheet({ scene, seed }: EpisodeSpec, { looks }: Library): Sheet {
  const subjects = Object.entries(looks).flatMap(([name, look]) =>
    CAMERAS.map((camera) => ({
      scene: { ...scene, ...look },
      seed,
      camera,
      occlusion: null,
      caption: [`${name}, ${camera}`],
    })),
  );
  return { name: 'looks', columns: CAMERAS.length, subjects };
}

const MODEL_COLUMNS = 6;
const SPOT: Vec3 = [0.5, 0.1, 0];

/** Every model of the library, close by, in the surroundings of a scene. */
export function modelsSheet({ scene, seed }: EpisodeSpec, { models }: Library): Sheet {
  const subjects = Object.values(models).map((model) => ({
    scene: { ...scene, bodies: [alone(model)], zones: [], cameras: [closeUp(model)] },
    seed,
    camera: 'close',
    occlusion: null,
    caption: [model.name],
  }));
  return { name: 'models', columns: MODEL_COLUMNS, subjects };
}

const alone = ({ name: model, massKg, friction }: Model): BodySpec => ({
  name: 'target',
  model,
  color: null,
  scale: 1,
  massKg,
  friction,
  fixed: false,
  position: SPOT,
  quaternion: aboutZ(0.5),
});

function closeUp({ sizeM }: Model): CameraSpec {
  const farM = 3 * Math.max(...sizeM, 0.08);
  const targetM = add(SPOT, [0, 0, sizeM[2] / 2]);
  const eyeM = add(targetM, scale([0.72, 0.3, 0.62], farM));
  return lookingAt('close', 'world', { eyeM, targetM, up: [0, 0, 1], fovYDeg: 32, nearM: 0.02, farM: 6 });
}

const factorOf = ({ assignments }: EpisodeSpec): string => (assignments.length > 1 ? 'pairs' : assignments[0]!.factor);

const nominalOf = (episode: EpisodeSpec, episodes: readonly EpisodeSpec[]): EpisodeSpec =>
  episodes.find(({ episodeId }) => episodeId === episode.nominalEpisodeId)!;

function subjectOf({ scene, seed, occlusion, conditionId, channels, instruction, control }: EpisodeSpec): Subject {
  const spoken = channels.includes('language') ? [JSON.stringify(instruction)] : [];
  const caption = [`${conditionId}${control ? ' (control)' : ''}`, ...spoken];
  return { scene, seed, camera: 'front', occlusion, caption };
}
