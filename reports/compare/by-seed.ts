import type { Block } from './block.ts';

/** What a seed adds: successes of each entrant, and how many episodes there are of it. */
export interface SeedTotal {
  readonly successes: number[];
  episodes: number;
}

/** Successes by seed: conditions that share a draw are no independent evidence, however many there are. */
export function bySeed(blocks: readonly Block[]): SeedTotal[] {
  const totals = new Map<string, SeedTotal>();
  for (const { episodes, successes } of blocks) {
    const key = episodes[0]!.seedKey;
    const known = totals.get(key);
    if (!known) totals.set(key, { successes: [...successes], episodes: 1 });
    else {
      known.episodes++;
      for (let i = 0; i < successes.length; i++) known.successes[i]! += successes[i]!;
    }
  }
  return [...totals.values()];
}
