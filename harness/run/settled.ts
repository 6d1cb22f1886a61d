import { eachLine, parseLine } from '../record/lines.ts';
import type { EpisodeRecord } from '../types.ts';

type Settling = Pick<EpisodeRecord, 'episodeId' | 'outcome'>;

/** Whether an attempt gives its episode an outcome for good; an infrastructure error is tried again. */
export const settles = ({ outcome }: Pick<EpisodeRecord, 'outcome'>): boolean => outcome !== 'infra_error';

export function settledIds(records: readonly Settling[]): ReadonlySet<string> {
  return new Set(records.filter(settles).map(({ episodeId }) => episodeId));
}

/** How many episodes a log has settled; its rows are not checked, and there may be no log yet. */
export async function settledIn(file: string): Promise<number> {
  const ids = new Set<string>();
  await eachLine(file, (text, line) => {
    const record = parseLine(text, { file, line, column: 1 }) as Settling;
    if (settles(record)) ids.add(record.episodeId);
  }).catch(unlessMissing);
  return ids.size;
}

function unlessMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
