import { NON_PAIRS, type NonPair } from '../pairing/index.ts';
import type { Gate, GateCheck } from '../schema/gate.ts';

const one = (fraction: number): string => (fraction * 100).toFixed(1);
const signed = (fraction: number): string => (fraction < 0 ? '−' : '+') + one(Math.abs(fraction));

/** "−3.3 [−9.1, +2.0] pp", or of a floor "91.7 [80.4, 97.0] %"; "no data". */
export function estimateText({ kind, estimate, low, high }: GateCheck): string {
  if (estimate === null) return 'no data';
  const number = kind === 'floor' ? one : signed;
  const ends = low === null || high === null ? '' : ` [${number(low)}, ${number(high)}]`;
  return `${number(estimate)}${ends}`;
}

/** What is asked for: "> −15 pp", "> 0 pp", "≥ 70 %". */
export function askedText({ kind, bound }: GateCheck): string {
  const points = Number((bound * 100).toFixed(1));
  if (kind === 'floor') return `≥ ${points} %`;
  return kind === 'superiority' ? `> +${points} pp` : `> −${points} pp`;
}

export const countText = ({ k, n }: { readonly k: number; readonly n: number }): string =>
  n === 0 ? '–' : `${k}/${n}`;

/** Lines that explain a verdict beside its checks: how far it got, what is no pair, what else differs, by which rules. */
export function notesOf(gate: Gate): string[] {
  const { looks, counts, rules, nonPairs } = gate;
  const others = Object.entries(nonPairs).filter(([, n]) => n > 0);
  const stopped = `stopped early by rule at look ${looks.at} of ${looks.of}: ${counts.notRun} of ${counts.planned} episodes not run`;
  return [
    ...(looks.stopped ? [stopped] : []),
    ...others.map(
      ([reason, n]) =>
        `${n} no pair: ${NON_PAIRS[reason as NonPair].replace('first run', 'run').replace('second run', 'baseline')}`,
    ),
    ...policyNote(gate),
    ...gate.differences
      .filter(({ essential }) => !essential)
      .map(({ field, run, baseline }) => `${field} differs: run ${run}, baseline ${baseline}`),
    `rules ${rules.source}, ${rules.digest.slice(0, 12)}, ${rules.writtenBefore ? 'written before the run' : 'given after the run'}; alpha ${rules.rules.alpha}`,
    `estimate: run minus baseline over pairs, or the rate of a floor; p by Holm over ${gate.checks.length}; seeds are the independent unit`,
  ];
}

/** Said where a changed number may come from a changed policy. */
function policyNote({ run, baseline }: Gate): string[] {
  if (run.policy.fingerprint === baseline.policy.fingerprint) return [];
  return [
    `another policy than the baseline's: fingerprint ${run.policy.fingerprint}, baseline ${baseline.policy.fingerprint}`,
  ];
}

/** "220 planned = 196 success + 24 failure + 0 infra error + 0 invalid + 0 not run" */
export const countsText = ({ planned, success, failure, infraError, invalid, notRun }: Gate['counts']): string =>
  `${planned} planned = ${success} success + ${failure} failure + ${infraError} infra error + ${invalid} invalid + ${notRun} not run`;
