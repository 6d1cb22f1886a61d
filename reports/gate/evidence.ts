import { differenceOf, discordanceOf, type Entry, isValid, type Pair, seedOf, succeeded } from '../pairing/index.ts';
import { clopperPearson } from '../statistics/beta-intervals.ts';
import { clusteredTango } from '../statistics/clustered-tango.ts';
import { sumOf } from '../statistics/clusters.ts';
import { effectiveClusters } from '../statistics/effective-clusters.ts';
import { binomial } from '../statistics/hypergeometric.ts';
import type { Difference, Interval } from '../statistics/interval.ts';
import { signFlip } from '../statistics/sign-flip.ts';
import { grouped } from '../summary/grouped.ts';

/** Pairs (run first, baseline second) as the tests need them: by seed, which is what is independent. */
export interface PairedEvidence {
  readonly clusters: readonly (readonly number[])[];
  readonly pairs: number;
  readonly seeds: number;
  readonly gained: number;
  readonly lost: number;
  readonly runSuccesses: number;
  readonly baselineSuccesses: number;
  readonly difference: number | null;
  /** Two-sided, of "there is no difference"; 1 without pairs. */
  readonly pValue: number;
}

export function pairedEvidence(pairs: readonly Pair[]): PairedEvidence {
  const clusters = [...grouped(pairs, ({ first }) => seedOf(first)).values()].map((group) => group.map(differenceOf));
  const { both, b, c, n } = discordanceOf(pairs);
  return {
    clusters,
    pairs: n,
    seeds: clusters.length,
    gained: b,
    lost: c,
    runSuccesses: both + b,
    baselineSuccesses: both + c,
    difference: n === 0 ? null : (b - c) / n,
    // Sums, not means: so that the test is about the difference of the pooled rates.
    pValue: n === 0 ? 1 : signFlip(clusters.map((values) => [sumOf(values)])).pValue,
  };
}

/** @param alpha two-sided */
export const intervalOf = ({ clusters }: Pick<PairedEvidence, 'clusters'>, alpha: number): Difference | null =>
  clusteredTango(clusters, 1 - alpha);

/** Outcomes of the run alone. */
export interface RateEvidence {
  readonly k: number;
  readonly n: number;
  readonly seeds: number;
  /** Whole seeds of equal size that would tell as much. */
  readonly worth: number;
}

export function rateEvidence(entries: readonly Entry[]): RateEvidence {
  const valid = entries.filter(isValid);
  const sizes = [...grouped(valid, seedOf).values()].map(({ length }) => length);
  const worth = Math.floor(effectiveClusters(sizes) + 1e-9);
  return { k: valid.filter(succeeded).length, n: valid.length, seeds: sizes.length, worth };
}

/** Clopper and Pearson's, which holds its level at every rate, for as many episodes as the seeds are worth; rounded outwards. */
export function rateInterval({ k, n, worth }: RateEvidence, alpha: number): Interval | null {
  if (n === 0) return null;
  const successes = (k / n) * worth;
  const low = clopperPearson(Math.floor(successes + 1e-9), worth, 1 - alpha)!.low;
  return { low, high: clopperPearson(Math.ceil(successes - 1e-9), worth, 1 - alpha)!.high };
}

/** Two-sided p of "the rate is not below the floor", exact. */
export function belowFloor({ k, n, worth }: RateEvidence, floor: number): number {
  if (n === 0 || k / n >= floor) return 1;
  const tail = binomial(worth, floor).subarray(0, Math.ceil((k / n) * worth - 1e-9) + 1);
  return Math.min(1, 2 * sumOf([...tail]));
}
