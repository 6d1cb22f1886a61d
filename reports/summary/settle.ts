import type { EpisodeRecord, Outcome } from '../../harness/types.ts';
import type { PlannedEpisode } from '../input.ts';

/** A planned episode with the attempt that counts; null while there is none. */
export interface Settled {
  readonly episode: PlannedEpisode;
  readonly record: EpisodeRecord | null;
  readonly outcome: SettledOutcome;
  /** Levels of one replicate share its seed: together they are one piece of evidence about the world. */
  readonly seed: string;
}

export type SettledOutcome = Outcome | 'not_run';

export const isValid = ({ outcome }: Settled): boolean => outcome === 'success' || outcome === 'failure';

export const isNominal = ({ episode }: Settled): boolean => episode.assignments.length === 0;

export const seedOf = ({ scenarioId, replicate }: Pick<PlannedEpisode, 'scenarioId' | 'replicate'>): string =>
  `${scenarioId}/${replicate}`;

export const settledAs = (episode: PlannedEpisode, record: EpisodeRecord | null): Settled => ({
  episode,
  record,
  outcome: record?.outcome ?? 'not_run',
  seed: seedOf(episode),
});

/** Each planned episode with its last attempt that is no infrastructure error, else its last attempt. */
export function settle(episodes: readonly PlannedEpisode[], records: readonly EpisodeRecord[]): Settled[] {
  const counting = new Map<string, EpisodeRecord>();
  for (const record of records) {
    const other = counting.get(record.episodeId);
    if (!other || supersedes(record, other)) counting.set(record.episodeId, record);
  }
  return episodes.map((episode) => settledAs(episode, counting.get(episode.episodeId) ?? null));
}

/** Whatever the order in which attempts are read, the same one counts. */
export function supersedes(record: EpisodeRecord, other: EpisodeRecord): boolean {
  const broken = (each: EpisodeRecord): boolean => each.outcome === 'infra_error';
  if (broken(record) !== broken(other)) return broken(other);
  if (record.attempt !== other.attempt) return record.attempt > other.attempt;
  return record.startedAt > other.startedAt;
}
