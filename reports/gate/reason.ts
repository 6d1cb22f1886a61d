import { pWords } from '../compare/text.ts';
import { wording } from '../statistics/wording.ts';
import type { Decision } from './decide.ts';

const pp = (fraction: number): string => `${Number((fraction * 100).toFixed(1))} pp`;
const percent = (fraction: number): string => `${Number((fraction * 100).toFixed(1))} %`;

/** Why a check was decided so; words of better and worse only as the statistics allow them. */
export function reasonOf(decision: Decision, adjusted: number, family: number): string {
  const { check, finding, paired, rate, interval } = decision;
  const { rule } = check;
  const n = rule.kind === 'floor' ? rate.n : paired.pairs;
  if (n === 0) return 'no data';
  if (n < rule.minPairs) return `${n} pairs, fewer than minPairs ${rule.minPairs}: nothing is concluded`;
  if (rule.kind === 'floor') return floorReason(decision, rule.floor, adjusted);
  if (finding === 'pass' && rule.kind === 'non-inferiority') return `loss of ${pp(rule.margin)} excluded`;
  const correction = family > 1 ? `Holm over ${family}` : null;
  const { finding: word } = wording({
    subject: 'the run',
    reference: 'the baseline',
    difference: interval && paired.difference !== null ? { difference: paired.difference, ...interval } : null,
    pValue: finding === 'inconclusive' ? 1 : 0,
    correction,
    detectable: null,
    discordant: null,
  });
  const { uncovered } = decision;
  if (finding === 'inconclusive' && uncovered.length > 0) {
    return `no pair of ${uncovered.length} of the baseline's conditions: ${uncovered.slice(0, 3).join(', ')}`;
  }
  if (finding === 'inconclusive') return `${open(decision)}${few(decision)}`;
  return `${word}, ${pWords(adjusted)}${correction ? ' (Holm)' : ''}`;
}

function open({ check: { rule }, interval }: Decision): string {
  if (rule.kind === 'superiority') return `no gain${rule.margin > 0 ? ` above ${pp(rule.margin)}` : ''} is shown`;
  if (rule.kind === 'floor' || interval === null) return 'no look yet';
  return `loss of ${pp(Math.abs(Math.min(0, interval.low)))} not excluded`;
}

function few({ check: { rule }, paired }: Decision): string {
  const discordant = paired.gained + paired.lost;
  if (rule.kind === 'floor' || discordant >= rule.minDiscordant || discordant === 0) return '';
  return `; ${discordant} pairs differ, fewer than minDiscordant ${rule.minDiscordant}`;
}

function floorReason({ finding, interval }: Decision, floor: number, adjusted: number): string {
  const bound = interval ? percent(interval.low) : 'no data';
  if (finding === 'pass') return `bound ${bound} reaches ${percent(floor)}`;
  return finding === 'regression' ? `rate below ${percent(floor)}, ${pWords(adjusted)}` : `bound ${bound} only`;
}
