import type { Paired } from '../schema/summary.ts';
import { tango } from '../statistics/tango.ts';
import { isNominal, isValid, type Settled } from './settle.ts';

/** Nominal episodes by scenario and replicate. */
export type Anchors = ReadonlyMap<string, Settled>;

export const anchorsOf = (settled: readonly Settled[]): Anchors =>
  new Map(settled.filter(isNominal).map((each) => [each.seed, each]));

/** The difference to nominal over the replicates that have a valid outcome on both sides. */
export function differenceToNominal(level: readonly Settled[], anchors: Anchors): Paired {
  const pairs = level.flatMap((each) => {
    const anchor = anchors.get(each.seed);
    return anchor && isValid(anchor) && isValid(each) ? [{ here: succeeded(each), there: succeeded(anchor) }] : [];
  });
  const gained = pairs.filter(({ here, there }) => here && !there).length;
  const lost = pairs.filter(({ here, there }) => !here && there).length;
  const interval = tango(gained, lost, pairs.length) ?? { difference: null, low: null, high: null };
  return { gained, lost, pairs: pairs.length, ...interval };
}

const succeeded = (settled: Settled): boolean => settled.outcome === 'success';
