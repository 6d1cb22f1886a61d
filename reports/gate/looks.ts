import type { Entry } from '../pairing/index.ts';
import { groupSequential } from '../statistics/group-sequential.ts';
import type { Check } from './scope.ts';

/** A planned look: at all episodes of the first replicates, whichever worker ran them and when. */
export interface Look {
  /** From 1. */
  readonly number: number;
  /** Episodes of replicates below this one. */
  readonly replicates: number;
  /** Two-sided level of a check's test when `sharedBy` tests share alpha. */
  readonly levelOf: (check: Check, sharedBy: number) => number;
}

/** One look at everything: the whole alpha is for it. */
export const atOnce = (alpha: number): readonly Look[] => [
  { number: 1, replicates: Number.POSITIVE_INFINITY, levelOf: (_, sharedBy) => alpha / sharedBy },
];

/**
 * Looks after equal shares of the replicates. Each check spends alpha by its own share of the planned pairs (Lan and DeMets,
 * O'Brien-Fleming's kind); with several checks each step of Holm's has looks of its own share of alpha (W. Maurer and
 * F. Bretz, Statistics in Biopharmaceutical Research 5 (2013) 311-320).
 */
export function plannedLooks(planned: readonly Entry[], looks: number, alpha: number): readonly Look[] {
  const ends = partEnds(planned, looks);
  if (ends.length < 2) return atOnce(alpha);
  const known = new Map<string, number[]>();
  const levels = (check: Check, sharedBy: number): number[] => {
    const key = `${sharedBy} ${check.name}`;
    if (!known.has(key)) known.set(key, levelsOf(check, planned, ends, alpha / sharedBy));
    return known.get(key)!;
  };
  return ends.map((replicates, i) => ({
    number: i + 1,
    replicates,
    levelOf: (check, sharedBy) => levels(check, sharedBy)[i]!,
  }));
}

/** Replicates at which looks end: equal shares of them. */
export function partEnds(planned: readonly Entry[], looks: number): number[] {
  const most = planned.reduce((highest, { replicate }) => Math.max(highest, replicate + 1), 0);
  return [...new Set(Array.from({ length: looks }, (_, i) => Math.ceil((most * (i + 1)) / looks)))];
}

/** A look that adds nothing to a check has the level of the one before. */
function levelsOf({ includes }: Check, planned: readonly Entry[], ends: readonly number[], alpha: number): number[] {
  const inScope = planned.filter(includes);
  const share = (end: number): number => inScope.filter(({ replicate }) => replicate < end).length / inScope.length;
  const fractions = [...new Set(ends.map(share))].filter((each) => each > 0);
  const bounds = groupSequential(fractions, { alpha });
  return ends.map((end) => bounds[fractions.indexOf(share(end))]?.criticalP ?? 0);
}
