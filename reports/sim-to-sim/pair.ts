import { isDeepStrictEqual } from 'node:util';
import type { ComparedEpisode, Entrant } from '../compare/entrant.ts';
import { isValid } from '../pairing/index.ts';

/** One planned episode in two simulators. */
export interface SimulatorPair {
  readonly first: ComparedEpisode;
  readonly second: ComparedEpisode;
}

/** Why planned episodes of either side are in no pair, and how many. */
export interface Unpaired {
  /** Planned on one side only. */
  readonly missing: number;
  /** Of one id, but planned differently. */
  readonly definedDifferently: number;
  /** Without a success or failure in both. */
  readonly withoutOutcome: number;
}

export interface SimulatorPairing {
  readonly pairs: readonly SimulatorPair[];
  readonly unpaired: Unpaired;
}

/**
 * Pairs by episode id and all that was planned. A digest holds the simulator and a state hash its bits, so neither can
 * be equal; what the plan says of the scene, the instruction and the budget must be.
 */
export function pairAcross(first: Entrant, second: Entrant): SimulatorPairing {
  const others = new Map(second.episodes.map((episode) => [episode.episodeId, episode]));
  const shared = first.episodes.flatMap((episode) => {
    const other = others.get(episode.episodeId);
    return other ? [{ first: episode, second: other }] : [];
  });
  const alike = shared.filter(({ first, second }) => isDeepStrictEqual(planned(first), planned(second)));
  const pairs = alike.filter((pair) => isValid(pair.first) && isValid(pair.second));
  return {
    pairs,
    unpaired: {
      missing: first.episodes.length + second.episodes.length - 2 * shared.length,
      definedDifferently: shared.length - alike.length,
      withoutOutcome: alike.length - pairs.length,
    },
  };
}

/** All but the digest, which also says where it was to run. */
const planned = ({ spec }: ComparedEpisode) => ({ ...spec, digest: null });
