import { succeeded } from './entry.ts';
import type { Pair } from './pair.ts';

/** The 2 x 2 table of paired outcomes. */
export interface Discordance {
  readonly both: number;
  /** Only the first succeeded. */
  readonly b: number;
  /** Only the second succeeded. */
  readonly c: number;
  readonly neither: number;
  readonly n: number;
}

export function discordanceOf(pairs: readonly Pair[]): Discordance {
  const counts = { both: 0, b: 0, c: 0, neither: 0, n: pairs.length };
  for (const { first, second } of pairs) {
    if (succeeded(first)) counts[succeeded(second) ? 'both' : 'b']++;
    else counts[succeeded(second) ? 'c' : 'neither']++;
  }
  return counts;
}

/** First minus second, of each pair: 1, 0 or -1. */
export const differenceOf = ({ first, second }: Pair): number => Number(succeeded(first)) - Number(succeeded(second));
