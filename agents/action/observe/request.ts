import type { Observation, PolicyCamera, SensorReading, StateKey } from '../../../harness/types.ts';
import type { PolicyMap, StateEntry, StatePart } from '../map/schema.ts';
import type { ModelRequest, Tensor } from '../model.ts';
import { PARTS } from './parts.ts';
import { fitOf } from './picture.ts';

/** Puts an observation of ours into the model's own words; made once for a map. */
export type Observe = (observation: Observation, episode: ObservedEpisode) => ModelRequest;

export interface ObservedEpisode {
  readonly episodeId: string;
  /** How far a finger of its robot goes. */
  readonly fingerM: number;
}

export function observerOf({ images, state, instruction }: PolicyMap): Observe {
  const fits = Object.entries(images).map(([key, entry]) => ({ key, camera: entry.camera, fit: fitOf(entry) }));
  const vectors = Object.entries(state);
  return ({ step, timeSec, instruction: text, reading }, { episodeId, fingerM }) => ({
    episodeId,
    step,
    timeSec,
    images: Object.fromEntries(fits.map(({ key, camera, fit }) => [key, fit(reading.cameras[camera]!)])),
    state: Object.fromEntries(vectors.map(([key, entry]) => [key, vectorOf(entry, reading, fingerM)])),
    instruction: instruction === null ? null : { key: instruction, text },
  });
}

function vectorOf({ parts, dtype }: StateEntry, reading: SensorReading, fingerM: number): Tensor {
  const numbers = parts.flatMap((part) => numbersOf(part, reading, fingerM));
  return { shape: [numbers.length], data: dtype === 'float32' ? new Float32Array(numbers) : new Float64Array(numbers) };
}

function numbersOf(part: StatePart, reading: SensorReading, fingerM: number): readonly number[] {
  if (typeof part === 'string') return numbersOf({ part, scale: 1, offset: 0 }, reading, fingerM);
  if ('zeros' in part) return Array(part.zeros).fill(0);
  const { needs, read } = PARTS[part.part];
  const all = read(reading.state[needs]!, fingerM);
  const taken = part.take?.map((i) => all[i] ?? Number.NaN) ?? [...all];
  return taken.map((value) => value * part.scale + part.offset);
}

/** Cameras that the map's pictures are drawn with, each once. */
export function camerasOf({ images }: PolicyMap): readonly PolicyCamera[] {
  const drawn = new Map(Object.values(images).map(({ camera, renderPx }) => [camera, renderPx]));
  return [...drawn].map(([name, [widthPx, heightPx]]) => ({ name, widthPx, heightPx, when: 'each' }));
}

/** Readings that the map's state vectors are made of, and the tool's pose where answers are told from it. */
export function readingsOf({ state, action }: PolicyMap): readonly StateKey[] {
  const parts = Object.values(state).flatMap((entry) => entry.parts);
  const keys = parts.flatMap((part) => (typeof part === 'string' ? [part] : 'part' in part ? [part.part] : []));
  const fromTool = action.frame === 'tool' || (action.space === 'ee_pose' && action.rotation === 'none');
  return [...new Set([...keys.map((key) => PARTS[key].needs), ...(fromTool ? (['tcpPose'] as const) : [])])];
}

/** Length of a state vector; null where it hangs on the number of joints, which is not known yet. */
export function lengthOf({ parts }: StateEntry, joints: number | null): number | null {
  const lengths = parts.map((part) => {
    if (typeof part === 'string') return PARTS[part].length ?? joints;
    return 'zeros' in part ? part.zeros : (part.take?.length ?? PARTS[part.part].length ?? joints);
  });
  return lengths.reduce<number | null>((sum, each) => (sum === null || each === null ? null : sum + each), 0);
}
