import { HarnessError } from '../errors.ts';
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
  for (const [at, { episodeId, attempt, digest }] of records.entries()) {
    const location = { file: folder.episodesFile, line: at + 1, column: 1 };
    const problem = foreign(digests.get(episodeId), digest) ?? repeated(seen.get(`${attempt} ${episodeId}`));
    if (problem) throw new HarnessError('E_RECORDS', `${episodeId}, attempt ${attempt}: ${problem}`, { location });
    seen.set(`${attempt} ${episodeId}`, at + 1);
  }
}

function foreign(planned: string | undefined, digest: string): string | null {
  if (planned === digest) return null;
  if (planned === undefined) return 'expected an episode of plan.jsonl, got a row of another plan';
  return `expected the digest of plan.jsonl, ${planned.slice(0, 12)}, got ${digest.slice(0, 12)}: a row of another plan`;
}

const repeated = (line: number | undefined): string | null =>
  line === undefined ? null : `expected each attempt once, got it on line ${line} too`;
