import type { Trace } from '../episode/trace.ts';
import { HarnessError } from '../errors.ts';
import { AssetFolder } from '../record/asset-folder.ts';
import { readTrace } from '../record/trace-file.ts';
import type { VisualAssets } from '../render/visuals.ts';
import type { RecordedEpisode } from '../run/find-run.ts';
import type { EpisodeRecord } from '../types.ts';

export interface RecordedTrace {
  /** Of the attempt that the trace is from. */
  readonly record: EpisodeRecord;
  readonly trace: Trace;
}

/** The trace of the last attempt that took a step. */
export async function recordedTrace({ run, episode, attempts }: RecordedEpisode): Promise<RecordedTrace> {
  const record = attempts.findLast(({ initialStateHash, steps }) => initialStateHash !== null && steps > 0);
  if (!record) {
    throw new HarnessError('E_RUN', `episode '${episode.episodeId}' has no attempt with a single step to replay`);
  }
  return { record, trace: await readTrace(run.folder.traceFile(episode.episodeId, record.attempt)) };
}

/** Meshes and textures of a trace, from its run folder; none for a trace without visuals. */
export async function recordedAssets({ run }: RecordedEpisode, { visuals }: Trace): Promise<VisualAssets> {
  if (visuals === null) return { meshes: {}, textures: {} };
  return new AssetFolder(run.folder.assetsFolder).load(visuals);
}
