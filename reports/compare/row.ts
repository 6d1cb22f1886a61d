import type { ComparisonRow, SeveralTest } from '../schema/comparison.ts';
import { cochranQ } from '../statistics/cochran-q.ts';
import { labelPermutation } from '../statistics/label-permutation.ts';
import { rateFrom } from '../summary/rate.ts';
import { type Block, twoOf } from './block.ts';
import { bySeed, type SeedTotal } from './by-seed.ts';
import { contrastOf, type RawContrast } from './contrast.ts';

/** A row before the tests of its family are known. */
export interface RawRow extends Omit<ComparisonRow, 'contrasts' | 'letters'> {
  readonly contrasts: readonly RawContrast[];
}

export type RowName = Pick<ComparisonRow, 'factor' | 'level' | 'label' | 'control'>;

export function rowOf(name: RowName, blocks: readonly Block[], entrants: number): RawRow {
  const seeds = bySeed(blocks);
  const indices = Array.from({ length: entrants }, (_, i) => i);
  const successes = (entrant: number): number => seeds.reduce((sum, each) => sum + each.successes[entrant]!, 0);
  return {
    ...name,
    episodes: blocks.length,
    seeds: seeds.length,
    rates: indices.map((entrant) =>
      rateFrom(
        successes(entrant),
        seeds.map((each) => each.blocks.length),
      ),
    ),
    several: entrants > 2 && blocks.length > 0 ? several(blocks, seeds) : null,
    contrasts: twoOf(entrants).map(([reference, subject]) => contrastOf(blocks, seeds, reference, subject)),
  };
}

function several(blocks: readonly Block[], seeds: readonly SeedTotal[]): NonNullable<SeveralTest> {
  if (seeds.length === blocks.length) {
    return { test: "Cochran's Q", ...cochranQ(blocks.map((block) => block.successes)) };
  }
  const { pValue } = labelPermutation(seeds.map((each) => each.successes));
  return { test: 'label permutation over seeds', statistic: null, df: null, pValue };
}
