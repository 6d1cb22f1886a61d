import { type NonPair, pairUp } from '../pairing/index.ts';
import type { ComparedEpisode, Entrant } from './entrant.ts';

/** An episode that all entrants share with a valid outcome. */
export interface Block {
  /** Of each entrant, in their order. */
  readonly episodes: readonly ComparedEpisode[];
  /** 1 or 0, in the same order. */
  readonly successes: readonly number[];
}

export interface PairCount {
  readonly reference: number;
  readonly subject: number;
  readonly pairs: number;
  readonly nonPairs: Readonly<Record<NonPair, readonly string[]>>;
}

/** The pairs of each two entrants, and what is a pair for all of them. */
export function blocksOf(entrants: readonly Entrant[]): { blocks: Block[]; pairings: PairCount[] } {
  const pairings: PairCount[] = [];
  const partners: Map<string, ComparedEpisode>[] = [];
  for (const [reference, subject] of twoOf(entrants.length)) {
    const { pairs, nonPairs } = pairUp(entrants[reference]!.episodes, entrants[subject]!.episodes);
    pairings.push({ reference, subject, pairs: pairs.length, nonPairs });
    if (reference === 0) partners.push(new Map(pairs.map(({ second }) => [second.episodeId, second])));
  }
  return { blocks: complete(entrants, partners), pairings };
}

/** Equal digest and state pass on: what is a pair of the first with each of the others is one among the others too. */
function complete(entrants: readonly Entrant[], partners: readonly ReadonlyMap<string, ComparedEpisode>[]): Block[] {
  const blocks: Block[] = [];
  for (const first of entrants.length > 1 ? entrants[0]!.episodes : []) {
    const episodes = [first];
    for (const each of partners) {
      const partner = each.get(first.episodeId);
      if (partner) episodes.push(partner);
    }
    if (episodes.length < entrants.length) continue;
    blocks.push({ episodes, successes: episodes.map(({ outcome }) => (outcome === 'success' ? 1 : 0)) });
  }
  return blocks;
}

/** Each two of a number of entrants: [0, 1], [0, 2], [1, 2]. */
export const twoOf = (count: number): [reference: number, subject: number][] =>
  Array.from({ length: count }, (_, i) => i).flatMap((reference) =>
    Array.from({ length: count - reference - 1 }, (_, i): [number, number] => [reference, reference + 1 + i]),
  );
