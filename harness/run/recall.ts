import type { EpisodeIndex } from '../episode-index.ts';
import { dropTornLine, eachAttempt } from '../record/log.ts';
import type { EpisodeRecord } from '../types.ts';
import { History } from './history.ts';
import { NominalSignatures } from './nominal.ts';

/** What a run knows of its earlier invocations. */
export interface Recalled {
  readonly history: History;
  readonly signatures: NominalSignatures;
}

/**
 * Reads a log once, holding none of its records; a torn last line is cut off, and its episode runs again.
 * @param also hears every record too
 * @throws HarnessError E_RECORDS for a line that is damaged
 */
export async function recall(
  file: string,
  index: EpisodeIndex,
  note: (line: string) => void,
  also: (record: EpisodeRecord) => void = () => {},
): Promise<Recalled> {
  const recalled = { history: new History(index), signatures: new NominalSignatures() };
  const { torn } = await eachAttempt(file, (record) => {
    recalled.history.add(record);
    recalled.signatures.learn(record.episodeId, record.evidence.signature);
    also(record);
  });
  if (torn) {
    note('the last line of the log was torn and is dropped; its episode runs again');
    await dropTornLine(file);
  }
  return recalled;
}
