import { pack } from '../episode/chunk.ts';
import type { Trace } from '../episode/trace.ts';
import type { ActionMode, CameraImage, CameraRequest, EpisodeRecord, EpisodeSpec, Simulator } from '../types.ts';

export interface Replay {
  readonly frames: readonly CameraImage[];
  /** Control steps from one frame to the next. */
  readonly stride: number;
  readonly initialStateHash: string;
  readonly finalStateHash: string;
}

/** Builds the episode's world again, applies the recorded actions and takes a picture every `stride` control steps. */
export async function replay(
  episode: EpisodeSpec,
  trace: Trace,
  mode: ActionMode,
  simulator: Simulator,
  camera: CameraRequest,
  stride: number,
): Promise<Replay> {
  const observe = { cameras: [camera], state: [] };
  const reset = await simulator.reset(episode.scene, episode.seed, observe);
  const frames = [reset.reading.cameras[camera.name]!];
  let finalStateHash = reset.stateHash;
  for (let at = 0; at < trace.actions.length; at += stride) {
    const done = await simulator.step(pack(mode, trace.actions.slice(at, at + stride)), observe);
    frames.push(done.reading.cameras[camera.name]!);
    finalStateHash = done.stateHash;
  }
  return { frames, stride, initialStateHash: reset.stateHash, finalStateHash };
}

/** Which of the recorded hashes the replay did not reproduce; empty when it is the same episode to the last bit. */
export function departures(record: EpisodeRecord, replayed: Replay): string[] {
  return (['initialStateHash', 'finalStateHash'] as const)
    .filter((key) => record[key] !== replayed[key])
    .map((key) => `${key}: recorded ${record[key]}, replayed ${replayed[key]}`);
}
