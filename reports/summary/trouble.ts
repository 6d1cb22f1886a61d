import { byText } from '../../harness/by-text.ts';
import type { EpisodeRecord } from '../../harness/types.ts';
import type { Summary } from '../schema/summary.ts';
import { grouped } from './grouped.ts';
import type { Settled } from './settle.ts';

/** Why episodes ended, most frequent first. */
export function endsOf(settled: readonly Settled[]): Summary['ends'] {
  const ended = settled.flatMap(({ record }) => record ?? []);
  return [...grouped(ended, ({ outcome, end }) => JSON.stringify([outcome, end])).values()]
    .map(([first, ...others]) => ({ outcome: first.outcome, end: first.end, episodes: 1 + others.length }))
    .sort((a, b) => b.episodes - a.episodes || byText(a.outcome + a.end, b.outcome + b.end));
}

/** Infrastructure errors over all attempts, most frequent first, each with the message of its first one. */
export function errorsOf(records: readonly EpisodeRecord[]): Summary['errors'] {
  const broken = records.flatMap((record) => (record.error ? [{ ...record, error: record.error }] : []));
  const inOrder = broken.sort((a, b) => byText(a.episodeId, b.episodeId) || a.attempt - b.attempt);
  return [...grouped(inOrder, ({ error }) => error.code)]
    .map(([code, attempts]) => ({
      code,
      attempts: attempts.length,
      episodes: new Set(attempts.map(({ episodeId }) => episodeId)).size,
      message: attempts[0].error.message,
    }))
    .sort((a, b) => b.attempts - a.attempts || byText(a.code, b.code));
}
