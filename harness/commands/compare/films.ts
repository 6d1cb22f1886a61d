import type { Film } from '../../../reports/compare/page/index.ts';
import type { Comparison } from '../../../reports/index.ts';
import { HarnessError } from '../../errors.ts';
import { film } from '../../replay/film.ts';
import { playbackOf } from '../../replay/playback.ts';
import { recordedAssets, recordedTrace } from '../../replay/recorded.ts';
import { animatedWebp } from '../../replay/webp.ts';
import { findEpisode, type RecordedRun } from '../../run/find-run.ts';

const SIZE = { widthPx: 320, heightPx: 240 };
/** Control steps from one picture to the next: four pictures a second at 20 Hz keep a page of many replays small. */
const STRIDE = 5;

/** Replays of the first few episodes that ended differently; where there is none, the reason. */
export async function filmsOf(
  { flips }: Comparison,
  runs: readonly (RecordedRun | null)[],
  most: number,
): Promise<Map<string, readonly (Film | string)[]>> {
  const films = new Map<string, readonly (Film | string)[]>();
  if (runs.every((run) => run === null)) return films;
  for (const { episodeId } of flips.slice(0, most)) {
    const of: (Film | string)[] = [];
    for (const run of runs) of.push(run ? await filmOf(run, episodeId) : 'results of others have no trace');
    films.set(episodeId, of);
  }
  return films;
}

/** A replay that cannot be drawn must not cost the comparison. */
async function filmOf(run: RecordedRun, episodeId: string): Promise<Film | string> {
  try {
    return await drawn(run, episodeId);
  } catch (error) {
    if (error instanceof HarnessError) return error.message;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'its trace was not kept';
    throw error;
  }
}

async function drawn(run: RecordedRun, episodeId: string): Promise<Film> {
  const found = findEpisode(run, episodeId);
  const { trace } = await recordedTrace(found);
  const playback = playbackOf(found.episode, trace, await recordedAssets(found, trace));
  const camera = playback.cameras[0]?.name ?? 'front';
  const pictures = film(playback, { camera, ...SIZE, stride: STRIDE, kind: 'rgb' });
  return { webp: await animatedWebp(pictures, (1000 * STRIDE) / playback.controlHz), ...SIZE };
}
