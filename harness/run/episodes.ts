import { EpisodeIndex } from '../episode-index.ts';
import type { EpisodeSpec } from '../types.ts';

/** Planned episodes in their order, wherever they are kept. */
export interface Episodes {
  readonly index: EpisodeIndex;
  at(place: number): EpisodeSpec;
  /** Null for an episode that is not among them. */
  find(episodeId: string): EpisodeSpec | null;
}

/** Those of a plan that is held in memory. */
export function heldEpisodes(episodes: readonly EpisodeSpec[]): Episodes {
  const index = EpisodeIndex.of(episodes);
  const at = (place: number): EpisodeSpec => episodes[place]!;
  return { index, at, find: (episodeId) => episodes[index.placeOf(episodeId) ?? -1] ?? null };
}

/** Replicates from one number up to but without another. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export const ALL: Span = { from: 0, to: Number.POSITIVE_INFINITY };

/** What is still to run of a span, in the order of the plan. @param isSettled by place */
export function* remaining(
  episodes: Episodes,
  { from, to }: Span,
  isSettled: (place: number) => boolean,
): Generator<EpisodeSpec> {
  const { index } = episodes;
  for (let place = 0; place < index.length; place++) {
    const replicate = index.replicateAt(place);
    if (replicate >= from && replicate < to && !isSettled(place)) yield episodes.at(place);
  }
}
