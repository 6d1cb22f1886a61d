import { createHash } from 'node:crypto';
import { byText } from '../by-text.ts';
import type { EpisodeRecord, EpisodeSpec } from '../types.ts';

const VOLATILE: ReadonlySet<string> = new Set(['wallTimeSec', 'startedAt', 'worker', 'inferenceMs', 'timing']);

/** JSON with sorted keys: equal values give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, item) =>
    isPlain(item) ? Object.fromEntries(Object.entries(item).sort(byKey)) : item,
  );
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Which episodes a plan has, in its order, and what defines each. */
export const planDigest = (episodes: readonly Pick<EpisodeSpec, 'episodeId' | 'digest'>[]): string =>
  sha256(canonicalJson(episodes.map(({ episodeId, digest }) => [episodeId, digest])));

/**
 * A record without what a clock or a scheduler decided. Two runs are the same when their canonical rows, sorted by
 * episode and attempt, are the same.
 */
export function canonicalRow(record: EpisodeRecord): string {
  return canonicalJson(Object.fromEntries(Object.entries(record).filter(([key]) => !VOLATILE.has(key))));
}

export function canonicalRows(records: readonly EpisodeRecord[]): string[] {
  const sorted = [...records].sort((a, b) => byText(a.episodeId, b.episodeId) || a.attempt - b.attempt);
  return sorted.map(canonicalRow);
}

const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => byText(a, b);

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
