import type { Paired } from '../schema/summary.ts';
import type { Detectable } from '../statistics/detectable.ts';
import { minimumDetectableDifference } from '../statistics/detectable.ts';
import { mcnemarExact } from '../statistics/mcnemar.ts';
import { phi } from '../statistics/phi.ts';
import { type Anchors, differenceToNominal } from '../summary/paired.ts';
import { isValid, type Settled } from '../summary/settle.ts';

/** Episodes of a level against nominal on the same seeds, tested. */
export interface PairedLevel {
  readonly paired: Paired;
  /** Rates on the pairs; null without any. */
  readonly nominal: number | null;
  readonly level: number | null;
  readonly pValue: number | null;
  readonly detectable: Detectable | null;
}

export function pairedLevel(settled: readonly Settled[], anchors: Anchors): PairedLevel {
  const paired = differenceToNominal(settled, anchors);
  const { gained, lost, pairs } = paired;
  if (pairs === 0) return { paired, nominal: null, level: null, pValue: null, detectable: null };
  const both = settled.filter((each) => succeeded(each) && succeededThere(each, anchors)).length;
  const nominal = (both + lost) / pairs;
  return {
    paired,
    nominal,
    level: (both + gained) / pairs,
    pValue: mcnemarExact(gained, lost).pValue,
    detectable: minimumDetectableDifference(nominal, pairs, { phi: phi(both, gained, lost, pairs) ?? 0 }),
  };
}

const succeeded = (each: Settled): boolean => isValid(each) && each.outcome === 'success';

function succeededThere(each: Settled, anchors: Anchors): boolean {
  const anchor = anchors.get(each.seed);
  return anchor !== undefined && succeeded(anchor);
}
