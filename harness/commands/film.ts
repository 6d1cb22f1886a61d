import type { Film } from '../../reports/page/index.ts';
import { HarnessError } from '../errors.ts';
import { film } from '../replay/film.ts';
import { playbackOf } from '../replay/playback.ts';
import { recordedAssets, recordedTrace } from '../replay/recorded.ts';
import { animatedWebp } from '../replay/webp.ts';
import { findEpisode, type RecordedRun } from '../run/find-run.ts';

export interface FilmShape {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Control steps from one picture to the next. */
  readonly stride: number;
}

/** A replay for a page, or why there is none: one that cannot be drawn must not cost the report. */
export async function filmOf(run: RecordedRun, episodeId: string, shape: FilmShape): Promise<Film | string> {
  try {
    return await drawn(run, episodeId, shape);
  } catch (error) {
    if (error instanceof HarnessError) return error.message;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'its trace was not kept';
    throw error;
  }
}

async function drawn(run: RecordedRun, episodeId: string, { stride, ...size }: FilmShape): Promise<Film> {
  const found = findEpisode(run, episodeId);
  const { trace } = await recordedTrace(found);
  const playback = playbackOf(found.episode, trace, await recordedAssets(found, trace));
  const camera = playback.cameras[0]?.name ?? 'front';
  const pictures = film(playback, { camera, ...size, stride, kind: 'rgb' });
  return { webp: await animatedWebp(pictures, (1000 * stride) / playback.controlHz), ...size };
}
