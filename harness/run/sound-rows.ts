import { HarnessError } from '../errors.ts';
import { attemptKey, misplaced } from '../record/audit.ts';
import type { RecordedRun } from './find-run.ts';

/**
 * Whether every row of a run is an attempt at an episode of its own plan, and each attempt is there once. What compares runs
 * asks this first: a row that is counted twice, or that belongs to another suite, is a wrong number nobody would see.
 *
 * @throws HarnessError E_RECORDS with the file and line of the first row that is not
 */
export function requireSoundRows({ folder, episodes, records }: RecordedRun): void {
  const digests = new Map(episodes.map(({ episodeId, digest }) => [episodeId, digest]));
  const seen = new Map<string, number>();
  for (const [at, record] of records.entries()) {
    const problem = misplaced(record, digests, seen);
    const location = { file: folder.episodesFile, line: at + 1, column: 1 };
    if (problem) throw new HarnessError('E_RECORDS', problem, { location });
    seen.set(attemptKey(record), at + 1);
  }
}
