import type { EpisodeRecord, EpisodeSpec } from '../types.ts';

/** Episodes that have an outcome for good; an infrastructure error is tried again. */
export function settledIds(records: readonly EpisodeRecord[]): ReadonlySet<string> {
  return new Set(records.filter(({ outcome }) => outcome !== 'infra_error').map(({ episodeId }) => episodeId));
}

/** What is still to run, in the order of the plan. */
export function remaining(episodes: readonly EpisodeSpec[], records: readonly EpisodeRecord[]): EpisodeSpec[] {
  const settled = settledIds(records);
  return episodes.filter(({ episodeId }) => !settled.has(episodeId));
}
