import { discordantFor, pairsForMargin } from '../gate/capability.ts';
import { minimumDetectableDifference } from '../statistics/detectable.ts';
import { episodesNeeded } from '../statistics/sample-size.ts';

export interface PowerQuestion {
  /** To differ from. */
  readonly rate: number;
  /** Independent pairs, or episodes of each arm; null where none were named. */
  readonly n: number | null;
  readonly margin: number;
  readonly alpha: number;
  readonly power: number;
}

export interface PowerRow {
  /** Loss of success rate; null for what `n` can find. */
  readonly loss: number;
  /** Episodes of each arm, unpaired, then pairs by phi; null where the rate cannot fall so far. */
  readonly unpaired: number | null;
  readonly paired: readonly (number | null)[];
}

export interface PowerTable extends PowerQuestion {
  readonly phis: readonly number[];
  readonly sizes: readonly PowerRow[];
  /** Smallest loss that n finds, unpaired, then by phi; null where it finds none. */
  readonly detectable: { readonly unpaired: number | null; readonly paired: readonly (number | null)[] } | null;
  /** Fewest pairs, none of which differs, with which a gate of this margin can pass. */
  readonly fewestToPass: number;
  /** Fewest pairs that all fail anew, with which a gate can find a regression. */
  readonly fewestToFail: number;
}

const PHIS = [0, 0.2, 0.4, 0.6];
const LOSSES = [0.05, 0.1, 0.15, 0.2, 0.3];

/** Sizes by `sampleSize`'s formulas; a phi beyond what two rates allow is taken as the most that they do. */
export function powerTable(question: PowerQuestion): PowerTable {
  const { rate, n, margin, alpha, power } = question;
  const size = (loss: number, phi?: number): number | null =>
    rate - loss < -1e-12 ? null : Math.ceil(episodesNeeded(rate, Math.max(0, rate - loss), alpha, power, phi) - 1e-9);
  const losses = [...new Set([...LOSSES, margin])].sort((a, b) => a - b);
  const found = (phi?: number): number | null =>
    minimumDetectableDifference(rate, n!, { alpha, power, ...(phi === undefined ? {} : { phi }) }).down;
  return {
    ...question,
    phis: PHIS,
    sizes: losses.map((loss) => ({ loss, unpaired: size(loss), paired: PHIS.map((phi) => size(loss, phi)) })),
    detectable: n === null ? null : { unpaired: found(), paired: PHIS.map((phi) => found(phi)) },
    fewestToPass: pairsForMargin(margin, alpha),
    fewestToFail: discordantFor(alpha),
  };
}
