import { readTraceIfKept } from '../../record/trace-file.ts';
import { type RecordedRun, unlessRecords } from '../../run/find-run.ts';
import { milestonesOf } from '../../success/milestones.ts';
import type { EpisodeRecord, EpisodeSpec } from '../../types.ts';

/** Records of before there were milestones get them from their traces, where those were kept. */
export async function withMilestones(run: RecordedRun): Promise<RecordedRun> {
  if (run.records.every(({ milestones }) => milestones !== undefined)) return run;
  const episodes = new Map(run.episodes.map((episode) => [episode.episodeId, episode]));
  const records: EpisodeRecord[] = [];
  for (const record of run.records) {
    const episode = episodes.get(record.episodeId);
    const isTold = record.milestones !== undefined || record.steps === 0 || !episode;
    records.push(isTold ? record : await told(run, record, episode));
  }
  return { ...run, records };
}

/** A trace that is not whole tells nothing; the report says of how many episodes it knows nothing. */
async function told({ folder }: RecordedRun, record: EpisodeRecord, episode: EpisodeSpec): Promise<EpisodeRecord> {
  const trace = await readTraceIfKept(folder.traceFile(record.episodeId, record.attempt)).catch(unlessRecords);
  if (!trace?.initial) return record;
  return { ...record, milestones: milestonesOf(episode, trace.initial, trace.worldStates) };
}
