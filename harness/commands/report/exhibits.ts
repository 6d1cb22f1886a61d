import type { Summary } from '../../../reports/index.ts';
import type { Exhibit, Said } from '../../../reports/run-report/index.ts';
import { readTraceIfKept } from '../../record/trace-file.ts';
import { findEpisode, type RecordedRun, unlessRecords } from '../../run/find-run.ts';
import type { EpisodeRecord } from '../../types.ts';
import { filmOf } from '../film.ts';

/** Failures shown in full: one of each of the worst cells. */
const MOST = 6;
/** Small and three pictures a second at 20 Hz: six replays must not make a report late. */
const SHAPE = { widthPx: 240, heightPx: 180, stride: 7 };

/** One failure of each of the worst cells: what was asked and said, and how it looked. */
export async function exhibitsOf(run: RecordedRun, { details }: Summary, replays: boolean): Promise<Exhibit[]> {
  const exhibits: Exhibit[] = [];
  for (const cell of (details?.worst ?? []).slice(0, MOST)) {
    const { episode, attempts } = findEpisode(run, cell.episodeIds[0]!);
    const record = attempts.findLast(({ outcome }) => outcome === 'failure')!;
    exhibits.push({
      cell,
      record,
      instruction: episode.instruction,
      said: await saidIn(run, record),
      replay: replays ? await filmOf(run, episode.episodeId, SHAPE) : 'replays were not asked for',
    });
  }
  return exhibits;
}

async function saidIn({ folder }: RecordedRun, { episodeId, attempt }: EpisodeRecord): Promise<Said[] | null> {
  const trace = await readTraceIfKept(folder.traceFile(episodeId, attempt)).catch(unlessRecords);
  if (trace === null) return null;
  return trace.calls
    .filter(({ text, query }) => text !== null || query !== null)
    .map(({ step, stage, text, query }) => ({ step, stage, text, query }));
}
