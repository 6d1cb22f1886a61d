import { pack } from '../episode/chunk.ts';
import type { Trace } from '../episode/trace.ts';
import type { ActionMode, CameraImage, CameraRequest, EpisodeRecord, EpisodeSpec, Simulator } from '../types.ts';

export interface Rebuilt {
  /** As the simulator draws them; none unless it was filmed. */
  readonly frames: readonly CameraImage[];
  readonly initialStateHash: string;
  readonly finalStateHash: string;
}

export interface Filming {
  readonly camera: CameraRequest;
  /** Control steps from one frame to the next. */
  readonly stride: number;
}

/** Builds the episode's world again and applies the recorded actions, in the blocks in which they went over unless it is filmed. */
export async function rebuild(
  episode: EpisodeSpec,
  trace: Trace,
  mode: ActionMode,
  simulator: Simulator,
  filming: Filming | null,
): Promise<Rebuilt> {
  const observe = { cameras: filming ? [filming.camera] : [], state: [] };
  const reset = await simulator.reset(episode.scene, episode.seed, observe);
  const readings = [reset.reading];
  let finalStateHash = reset.stateHash;
  for (const rows of blocks(trace, filming)) {
    const done = await simulator.step(pack(mode, rows), observe);
    readings.push(done.reading);
    finalStateHash = done.stateHash;
  }
  const frames = filming ? readings.map(({ cameras }) => cameras[filming.camera.name]!) : [];
  return { frames, initialStateHash: reset.stateHash, finalStateHash };
}

function* blocks({ actions, chunks }: Trace, filming: Filming | null): Generator<Trace['actions']> {
  const lengths = filming ? Array(Math.ceil(actions.length / filming.stride)).fill(filming.stride) : chunks;
  let at = 0;
  for (const length of lengths) {
    yield actions.slice(at, at + length);
    at += length;
  }
}

/** Which of the recorded hashes the rebuilt episode did not reproduce; empty when it is the same to the last bit. */
export function departures(record: EpisodeRecord, rebuilt: Rebuilt): string[] {
  return (['initialStateHash', 'finalStateHash'] as const)
    .filter((key) => record[key] !== rebuilt[key])
    .map((key) => `${key}: recorded ${record[key]}, rebuilt ${rebuilt[key]}`);
}
