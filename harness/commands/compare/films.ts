import type { Comparison } from '../../../reports/index.ts';
import type { Film } from '../../../reports/page/index.ts';
import type { RecordedRun } from '../../run/find-run.ts';
import { filmOf } from '../film.ts';

/** Four pictures a second at 20 Hz keep a page of many replays small. */
const SHAPE = { widthPx: 320, heightPx: 240, stride: 5 };

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
    for (const run of runs) of.push(run ? await filmOf(run, episodeId, SHAPE) : 'results of others have no trace');
    films.set(episodeId, of);
  }
  return films;
}
