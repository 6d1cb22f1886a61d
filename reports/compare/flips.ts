import type { Flip } from '../schema/comparison.ts';
import { grouped } from '../summary/grouped.ts';
import type { Block } from './block.ts';
import { factorOf, isNominal, levelOf } from './label.ts';

/** Episodes that not all entrants ended alike, in an order in which the first few show many conditions. */
export function flipsOf(blocks: readonly Block[]): Flip[] {
  const flipped = blocks.filter(({ successes }) => successes.some((each) => each !== successes[0]));
  const conditions = [...grouped(flipped, ({ episodes }) => episodes[0]!.conditionId).values()];
  const longest = Math.max(0, ...conditions.map(({ length }) => length));
  const rounds = Array.from({ length: longest }, (_, at) => conditions.flatMap((group) => group[at] ?? []));
  return rounds.flat().map(flip);
}

function flip({ episodes, successes }: Block): Flip {
  const first = episodes[0]!;
  return {
    episodeId: first.episodeId,
    label: isNominal(first) ? 'nominal' : `${factorOf(first)}: ${levelOf(first)}`,
    instruction: first.instruction,
    ends: episodes.map(({ end, steps }, at) => ({ success: successes[at] === 1, end, steps })),
  };
}
