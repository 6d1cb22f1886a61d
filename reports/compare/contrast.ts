import type { Contrast } from '../schema/comparison.ts';
import { clusteredTango } from '../statistics/clustered-tango.ts';
import { sumOf } from '../statistics/clusters.ts';
import { mcnemarExact, mcnemarMidP } from '../statistics/mcnemar.ts';
import { signFlip } from '../statistics/sign-flip.ts';
import { tango } from '../statistics/tango.ts';
import type { Block } from './block.ts';
import type { SeedTotal } from './by-seed.ts';

/** A contrast before the tests of its family are known. */
export type RawContrast = Omit<Contrast, 'adjusted' | 'correction' | 'detectable' | 'finding' | 'text'>;

type Counted = Pick<Contrast, 'pairs' | 'both' | 'gained' | 'lost' | 'neither'>;
type Measured = Pick<Contrast, 'difference' | 'low' | 'high' | 'interval' | 'test' | 'pValue' | 'midP'>;

/**
 * Two entrants on the same episodes, subject minus reference. Where each seed has one episode: Tango and exact McNemar.
 * Where conditions share seeds these would take them for independent: Tango's then has as many pairs as the seeds are
 * worth, and whole seeds are flipped.
 */
export function contrastOf(
  blocks: readonly Block[],
  seeds: readonly SeedTotal[],
  reference: number,
  subject: number,
): RawContrast {
  const counts = counted(blocks, reference, subject);
  const measured = seeds.length === blocks.length ? independent(counts) : clustered(seeds, reference, subject);
  const seedsApart = seeds.filter(({ successes }) => successes[subject] !== successes[reference]).length;
  return { reference, subject, seeds: seeds.length, seedsApart, ...counts, ...measured };
}

function counted(blocks: readonly Block[], reference: number, subject: number): Counted {
  const counts = { pairs: blocks.length, both: 0, gained: 0, lost: 0, neither: 0 };
  for (const { successes } of blocks) {
    if (successes[subject] === 1) counts[successes[reference] === 1 ? 'both' : 'gained']++;
    else counts[successes[reference] === 1 ? 'lost' : 'neither']++;
  }
  return counts;
}

const NO_DATA: Measured = {
  difference: null,
  low: null,
  high: null,
  interval: null,
  test: null,
  pValue: null,
  midP: null,
};

function independent({ gained, lost, pairs }: Counted): Measured {
  const difference = tango(gained, lost, pairs);
  if (difference === null) return NO_DATA;
  return {
    ...difference,
    interval: 'Tango',
    test: 'exact McNemar',
    pValue: mcnemarExact(gained, lost).pValue,
    midP: mcnemarMidP(gained, lost).pValue,
  };
}

/** Sums, not means, are flipped: so that the test is about the difference of the pooled rates. */
function clustered(seeds: readonly SeedTotal[], reference: number, subject: number): Measured {
  const clusters = seeds.map(({ blocks }) =>
    blocks.map(({ successes }) => successes[subject]! - successes[reference]!),
  );
  const { pValue } = signFlip(clusters.map((values) => [sumOf(values)]));
  const interval = 'Tango over seeds, by the design effect' as const;
  return { ...clusteredTango(clusters)!, interval, test: 'sign flip over seeds', pValue, midP: null };
}
