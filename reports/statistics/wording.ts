import type { Detectable } from './detectable.ts';
import type { Difference } from './interval.ts';
import { DISCORDANT_PAIRS_TOO_FEW } from './mcnemar.ts';

/** A comparison, tested, for which words are wanted. */
export interface Tested {
  /** Who is spoken of, and against whom. */
  readonly subject: string;
  readonly reference: string;
  /** Subject minus reference; null without data. */
  readonly difference: Difference | null;
  /** Adjusted for all comparisons of its family. */
  readonly pValue: number;
  /** How: "Holm over 3", or null where the family is this one test. */
  readonly correction: string | null;
  /** What these data could have found with 80 % power; null where that was not worked out. */
  readonly detectable: Detectable | null;
  /** Pairs on which the two differ; null for unpaired data. */
  readonly discordant: number | null;
  readonly alpha?: number;
}

/** `improved` is `better` said of one policy over time. */
export type Finding = 'better' | 'improved' | 'worse' | 'no difference detected' | 'no data';

export interface Wording {
  readonly finding: Finding;
  readonly text: string;
}

/**
 * What may be said of a comparison. "Better", "improved" and "worse" appear only where the corrected test rejects, whatever
 * the interval looks like; otherwise the text says which difference the data had the power to find. An absent difference
 * is never shown: "no difference detected" is not "equal".
 *
 * @param overTime says "improved" instead of "better", for a policy against its own past.
 */
export function wording(tested: Tested, { overTime = false } = {}): Wording {
  const { subject, reference, difference, pValue, alpha = 0.05 } = tested;
  if (difference === null) return { finding: 'no data', text: `${subject} against ${reference}: no data` };
  const measured = `${pointsOf(difference)}, ${pText(tested)}`;
  if (pValue <= alpha && difference.difference !== 0) {
    const finding = difference.difference < 0 ? 'worse' : overTime ? 'improved' : 'better';
    const verb = finding === 'improved' ? `${finding} on` : `is ${finding} than`;
    return { finding, text: `${subject} ${verb} ${reference}: ${measured}` };
  }
  const limits = [powerText(tested), discordantText(tested)].filter((text) => text !== null);
  return {
    finding: 'no difference detected',
    text: [`${subject} against ${reference}: no difference detected (${measured})`, ...limits].join('; '),
  };
}

/** "80 % power only for >= 14 pp": rounded up, for the data can find nothing smaller. */
function powerText({ detectable }: Tested): string | null {
  if (detectable === null) return null;
  const ends = [detectable.up, detectable.down].filter((end) => end !== null);
  if (ends.length === 0) return '80 % power for no difference at all: more episodes are needed';
  return `80 % power only for >= ${Math.ceil(Math.max(...ends) * 100 - 1e-9)} pp`;
}

function discordantText({ discordant, alpha = 0.05 }: Tested): string | null {
  if (discordant === null || discordant > DISCORDANT_PAIRS_TOO_FEW || alpha > 0.05) return null;
  return `with ${discordant} discordant ${discordant === 1 ? 'pair' : 'pairs'} no result can reach p < 0.05`;
}

function pText({ pValue, correction }: Tested): string {
  const p = pValue < 0.001 ? 'p < 0.001' : `p = ${Number(pValue.toPrecision(2))}`;
  return correction === null ? p : `${p} (${correction})`;
}

const pointsOf = ({ difference, low, high }: Difference): string =>
  `${signed(difference)} pp [${signed(low)}, ${signed(high)}]`;

function signed(fraction: number): string {
  const points = (Math.abs(fraction) * 100).toFixed(1);
  return Number(points) === 0 ? '0.0' : `${fraction < 0 ? '−' : '+'}${points}`;
}
