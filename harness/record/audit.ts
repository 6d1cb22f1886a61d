/** What a log holds, line by line, good or not. */
import { HarnessError } from '../errors.ts';
import type { EpisodeRecord, EpisodeSpec } from '../types.ts';
import { readTexts } from './lines.ts';
import { recordIn } from './log.ts';
import { opened } from './sealed-line.ts';

/** A line that cannot be counted. */
export interface BadLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly problem: string;
}

export interface Audit {
  /** Lines that can be counted, in their order, as they stand in the file. */
  readonly good: readonly { readonly text: string; readonly record: EpisodeRecord }[];
  readonly bad: readonly BadLine[];
  /** Good lines without a check: of an earlier release, or of somebody else's hand. */
  readonly unsealed: number;
  readonly torn: boolean;
}

/** Reads every line; a line is bad that is damaged, of another plan, or an attempt that an earlier line holds. */
export async function auditLog(file: string, plan: readonly EpisodeSpec[]): Promise<Audit> {
  const { values, torn } = await readTexts(file).catch(unlessMissing);
  const digests = new Map(plan.map(({ episodeId, digest }) => [episodeId, digest]));
  const good: { text: string; record: EpisodeRecord }[] = [];
  const bad: BadLine[] = [];
  const seen = new Map<string, number>();
  for (const [at, text] of values.entries()) {
    const read = reading(text, file, at + 1);
    const problem = typeof read === 'string' ? read : misplaced(read, digests, seen);
    if (typeof read === 'string' || problem !== null) bad.push({ line: at + 1, text, problem: problem! });
    else {
      good.push({ text, record: read });
      seen.set(attemptKey(read), at + 1);
    }
  }
  return { good, bad, unsealed: good.filter(({ text }) => opened(text).seal === 'none').length, torn };
}

export const attemptKey = ({ episodeId, attempt }: EpisodeRecord): string => `${attempt} ${episodeId}`;

/** The record, or what is wrong with its line. */
function reading(text: string, file: string, line: number): EpisodeRecord | string {
  try {
    return recordIn(text, { file, line, column: 1 });
  } catch (error) {
    if (error instanceof HarnessError) return error.message;
    throw error;
  }
}

/** Why a whole record does not belong where it stands; null where it does. */
export function misplaced(
  record: EpisodeRecord,
  digests: ReadonlyMap<string, string>,
  seen: ReadonlyMap<string, number>,
): string | null {
  const { episodeId, attempt, digest } = record;
  const planned = digests.get(episodeId);
  const at = seen.get(attemptKey(record));
  if (planned === undefined) return `${episodeId}: expected an episode of plan.jsonl, got a row of another plan`;
  if (planned !== digest) {
    return `${episodeId}: expected the digest of plan.jsonl, ${planned.slice(0, 12)}, got ${digest.slice(0, 12)}: a row of another plan`;
  }
  return at === undefined
    ? null
    : `${episodeId}, attempt ${attempt}: expected each attempt once, got it on line ${at} too`;
}

function unlessMissing(error: unknown): { values: string[]; torn: boolean } {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { values: [], torn: false };
  throw error;
}
