import { grouped } from '../summary/grouped.ts';
import type { Block } from './block.ts';

/** What a seed adds: its episodes, and how many of them each entrant solved. */
export interface SeedTotal {
  readonly blocks: readonly Block[];
  readonly successes: readonly number[];
}

/** Successes by seed: conditions that share a draw are no independent evidence, however many there are. */
export const bySeed = (blocks: readonly Block[]): SeedTotal[] =>
  [...grouped(blocks, ({ episodes }) => episodes[0]!.seedKey).values()].map((some) => ({
    blocks: some,
    successes: some[0]!.successes.map((_, entrant) => some.reduce((sum, each) => sum + each.successes[entrant]!, 0)),
  }));
