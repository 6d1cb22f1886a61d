import type { EpisodeRecord } from '../../harness/types.ts';
import { differingFields, isValid, NON_PAIRS, type NonPair, pairUp, type RecordedEntry } from '../pairing/index.ts';
import type { Gate, GateCheck, Verdict } from '../schema/gate.ts';
import type { Counts } from '../schema/summary.ts';
import { holm } from '../statistics/multiplicity.ts';
import type { Side } from './baseline.ts';
import type { Decision } from './decide.ts';
import { reasonOf } from './reason.ts';
import type { Rules } from './rules.ts';
import { lookAt } from './sequence.ts';

export interface Judged {
  readonly run: Side;
  readonly counts: Counts;
  readonly baseline: Side & { readonly digest: string };
  readonly rules: Gate['rules'];
}

const EXIT_CODE = { pass: 0, regression: 1, inconclusive: 3, invalid: 4 } as const satisfies Record<Verdict, number>;

/** The verdict on a run, from its records alone. */
export function judge({ run, counts, baseline, rules }: Judged): Gate {
  const looked = lookAt(rules.rules, run.entries, baseline.entries, rules.writtenBefore);
  const decisions = looked?.decisions ?? [];
  const { pairs, nonPairs } = pairUp(run.entries, baseline.entries);
  const differences = differingFields(run.setting, baseline.setting).map(({ first, second, ...rest }) => ({
    ...rest,
    run: first,
    baseline: second,
  }));
  const stopped = counts.notRun > 0 && looked !== null && rules.writtenBefore && looked.certain;
  const faults = [
    ...differences
      .filter(({ essential }) => essential)
      .map((each) => `${each.field}: run ${each.run}, baseline ${each.baseline}`),
    ...(pairs.length === 0 ? ['no episode of the run is a valid pair with one of the baseline'] : []),
    ...beyondLimits(rules.rules, counts, run, baseline, nonPairs),
  ];
  const open = counts.notRun > 0 && !stopped;
  const waiting = open ? [`${counts.notRun} planned episodes have no record: the run is not finished`] : [];
  const verdict = faults.length > 0 ? 'invalid' : verdictOf(decisions, open);
  return {
    schemaVersion: 1,
    verdict,
    exitCode: EXIT_CODE[verdict],
    reasons: faults.length > 0 ? faults : [...waiting, ...missing(decisions)],
    run: { runId: run.runId, suite: run.setting.suite, policy: run.policy },
    baseline: {
      runId: baseline.runId,
      suite: baseline.setting.suite,
      policy: baseline.policy,
      blessedAt: baseline.blessedAt,
      blessedBy: baseline.blessedBy,
      digest: baseline.digest,
    },
    rules,
    looks: { at: looked?.look.number ?? 0, of: looked?.of ?? rules.rules.looks, stopped },
    counts,
    pairs: pairs.length,
    nonPairs: Object.fromEntries(Object.entries(nonPairs).map(([reason, ids]) => [reason, ids.length])),
    differences,
    checks: checksOf(decisions),
  };
}

function verdictOf(decisions: readonly Decision[], open: boolean): Verdict {
  if (open || decisions.length === 0) return 'inconclusive';
  if (decisions.some(({ finding }) => finding === 'regression')) return 'regression';
  return decisions.every(({ finding }) => finding === 'pass') ? 'pass' : 'inconclusive';
}

const missing = (decisions: readonly Decision[]): string[] =>
  decisions.length === 0 ? ['no look was complete, or no rule has an episode'] : [];

/** Trouble that makes every number doubtful: each with what was counted and what is allowed. */
function beyondLimits(
  { limits }: Rules,
  counts: Counts,
  run: Side,
  baseline: Side,
  nonPairs: Readonly<Record<NonPair, readonly string[]>>,
): string[] {
  const ran = counts.planned - counts.notRun;
  const valid = new Set(baseline.entries.filter(isValid).map(({ episodeId }) => episodeId));
  const notApplied = run.entries.filter((entry) => valid.has(entry.episodeId) && unproven(recordOf(entry)));
  const changed = (['digest', 'initialState'] as const).flatMap((reason) => nonPairs[reason].map(() => reason));
  const shared = run.entries.filter(({ episodeId }) => valid.has(episodeId)).length;
  const factors = [...new Set(notApplied.flatMap(({ conditionId }) => conditionId))].slice(0, 5).join(', ');
  return [
    ...(counts.infraError > limits.infraErrors * ran
      ? [`infrastructure errors: expected at most ${limits.infraErrors} of ${ran} episodes, got ${counts.infraError}`]
      : []),
    ...(notApplied.length > limits.notApplied
      ? [`not applied: expected at most ${limits.notApplied} episodes, got ${notApplied.length} (${factors})`]
      : []),
    ...(changed.length > limits.changed * shared
      ? [
          `changed: expected at most ${limits.changed} of ${shared} episodes, got ${changed.length}: ${[...new Set(changed)].map((reason) => NON_PAIRS[reason]).join('; ')}`,
        ]
      : []),
  ];
}

const recordOf = (entry: Side['entries'][number]): EpisodeRecord | null =>
  (entry as Partial<RecordedEntry>).record ?? null;

const unproven = (record: EpisodeRecord | null): boolean =>
  record !== null &&
  record.outcome !== 'infra_error' &&
  ['not_applied', 'unsupported'].includes(record.evidence.status);

function checksOf(decisions: readonly Decision[]): GateCheck[] {
  const adjusted = holm(decisions.map(({ pValue }) => pValue));
  return decisions.map((decision, i) => {
    const { check, finding, paired, rate, interval, alpha, pValue, look } = decision;
    const { rule, name } = check;
    const floor = rule.kind === 'floor';
    return {
      name,
      kind: rule.kind,
      over: rule.over,
      verdict: finding,
      reason: reasonOf(decision, adjusted[i]!, decisions.length),
      look,
      pairs: floor ? rate.n : paired.pairs,
      seeds: floor ? rate.seeds : paired.seeds,
      baseline: floor ? null : { k: paired.baselineSuccesses, n: paired.pairs },
      run: floor ? { k: rate.k, n: rate.n } : { k: paired.runSuccesses, n: paired.pairs },
      gained: floor ? 0 : paired.gained,
      lost: floor ? 0 : paired.lost,
      estimate: floor ? (rate.n === 0 ? null : rate.k / rate.n) : paired.difference,
      low: interval?.low ?? null,
      high: interval?.high ?? null,
      level: 1 - alpha,
      pValue,
      adjusted: adjusted[i]!,
      bound: rule.kind === 'floor' ? rule.floor : rule.margin,
      minPairs: rule.minPairs,
      minDiscordant: rule.kind === 'floor' ? 0 : rule.minDiscordant,
    };
  });
}
