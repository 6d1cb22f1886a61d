import type { Contrast } from '../schema/comparison.ts';
import { clusterBootstrap } from '../statistics/cluster-bootstrap.ts';
import { mcnemarExact, mcnemarMidP } from '../statistics/mcnemar.ts';
import { signFlip } from '../statistics/sign-flip.ts';
import { tango } from '../statistics/tango.ts';
import type { Block } from './block.ts';
import type { SeedTotal } from './by-seed.ts';
import { eachOnce } from './each-once.ts';

/** A contrast before the tests of its family are known. */
export type RawContrast = Omit<Contrast, 'adjusted' | 'correction' | 'detectable' | 'finding' | 'text'>;

type Counted = Pick<Contrast, 'pairs' | 'both' | 'gained' | 'lost' | 'neither'>;
type Measured = Pick<Contrast, 'difference' | 'low' | 'high' | 'interval' | 'test' | 'pValue' | 'midP'>;

/**
 * Two entrants on the same episodes, subject minus reference. Where each seed has one episode: Tango and exact McNemar.
 * Where conditions share seeds these would take them for independent: whole seeds are resampled and flipped instead.
 */
export function contrastOf(
  blocks: readonly Block[],
  seeds: readonly SeedTotal[],
  reference: number,
  subject: number,
): RawContrast {
  const counts = counted(blocks, reference, subject);
  const measured = seeds.length === blocks.length ? independent(counts) : clustered(counts, seeds, reference, subject);
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

function clustered(
  { gained, lost, pairs }: Counted,
  seeds: readonly SeedTotal[],
  reference: number,
  subject: number,
): Measured {
  const sums = seeds.map(({ successes }) => successes[subject]! - successes[reference]!);
  const { pValue } = signFlip(sums.map((sum) => [sum]));
  const interval = resampled(sums, seeds) ?? { ...eachOnce(sums), interval: 'Tango, each seed counted once' as const };
  return { difference: (gained - lost) / pairs, ...interval, test: 'sign flip over seeds', pValue, midP: null };
}

type SomeInterval = Pick<Contrast, 'low' | 'high' | 'interval'>;

/** Null where all seeds say the same, and resampling them would feign certainty. */
function resampled(sums: readonly number[], seeds: readonly SeedTotal[]): SomeInterval | null {
  const means = seeds.map(({ episodes }, at) => sums[at]! / episodes);
  if (means.every((mean) => mean === means[0])) return null;
  const clusters = seeds.map(({ episodes }, at) => withSum(sums[at]!, episodes));
  const found = clusterBootstrap(clusters, { statistic: 'pooled' });
  return found && { low: found.low, high: found.high, interval: 'cluster bootstrap over seeds' };
}

/** Values of a cluster that only its sum and its size matter of. */
function withSum(sum: number, size: number): number[] {
  const values = new Array<number>(size).fill(0);
  values[0] = sum;
  return values;
}
