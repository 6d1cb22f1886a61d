import { type Entry, isValid, type Pair, pairUp } from '../pairing/index.ts';
import {
  belowFloor,
  intervalOf,
  type PairedEvidence,
  pairedEvidence,
  type RateEvidence,
  rateEvidence,
  rateInterval,
} from './evidence.ts';
import type { Look } from './looks.ts';
import type { Check } from './scope.ts';

export type Finding = 'pass' | 'regression' | 'inconclusive';

/** What a look says of a check. */
export interface Decision {
  readonly check: Check;
  readonly finding: Finding;
  readonly paired: PairedEvidence;
  readonly rate: RateEvidence;
  /** Conditions of the baseline without one pair: a pass would not be about them. */
  readonly uncovered: readonly string[];
  /** Of the difference, or of the rate where the rule is a floor; null without data. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** Two-sided level of the interval's complement. */
  readonly alpha: number;
  readonly pValue: number;
  readonly look: number;
}

/** Decides every check at one look. A check that an earlier look decided stays decided. */
export function decide(
  checks: readonly Check[],
  look: Look,
  run: readonly Entry[],
  baseline: readonly Entry[],
  earlier: readonly Decision[] = [],
): Decision[] {
  const reached = ({ replicate }: Entry): boolean => replicate < look.replicates;
  const { pairs } = pairUp(run.filter(reached), baseline.filter(reached));
  const measured = checks.map((check) => measure(check, run.filter(reached), pairs, baseline));
  const worse = rejected(
    checks,
    measured.map(({ check, paired, rate }) => lossP(check, paired, rate)),
    look,
  );
  const greater = checks.filter(({ rule }) => rule.kind === 'superiority');
  const gains = measured.filter(({ check }) => greater.includes(check));
  const better = rejected(
    greater,
    gains.map(({ check, paired }) => gainP(check, paired)),
    look,
  );
  return measured.map(({ check, paired, rate, uncovered }, i) => {
    const before = earlier[i];
    if (before && before.finding !== 'inconclusive') return before;
    const alpha = look.levelOf(check, check.rule.kind === 'superiority' ? greater.length : 1);
    const { rule } = check;
    const interval = alpha === 0 ? null : rule.kind === 'floor' ? rateInterval(rate, alpha) : intervalOf(paired, alpha);
    const passes =
      uncovered.length === 0 &&
      enough(check, paired, rate) &&
      interval !== null &&
      held(check, interval.low, better.has(check));
    const finding = passes ? 'pass' : worse.has(check) ? 'regression' : 'inconclusive';
    const pValue = rule.kind === 'floor' ? belowFloor(rate, rule.floor) : paired.pValue;
    return { check, finding, paired, rate, uncovered, interval, alpha, pValue, look: look.number };
  });
}

function measure(check: Check, run: readonly Entry[], pairs: readonly Pair[], baseline: readonly Entry[]) {
  const own = pairs.filter(({ second }) => check.includes(second));
  const covered = new Set(own.map(({ second }) => cellOf(second)));
  const cells = new Set(baseline.filter((entry) => check.includes(entry) && isValid(entry)).map(cellOf));
  const uncovered = [...cells].filter((cell) => !covered.has(cell));
  return { check, paired: pairedEvidence(own), rate: rateEvidence(run.filter(check.includes)), uncovered };
}

const cellOf = ({ scenarioId, conditionId }: Entry): string => `${scenarioId}/${conditionId}`;

function enough({ rule }: Check, paired: PairedEvidence, rate: RateEvidence): boolean {
  const n = rule.kind === 'floor' ? rate.n : paired.pairs;
  return n > 0 && n >= rule.minPairs;
}

/** All checks of a gate must hold, so that each may be tested at the whole level (R. L. Berger, Technometrics 24 (1982) 295-300). */
function held({ rule }: Check, low: number, better: boolean): boolean {
  if (rule.kind === 'non-inferiority') return low > -rule.margin;
  return rule.kind === 'floor' ? low >= rule.floor : better && low > rule.margin;
}

function lossP(check: Check, paired: PairedEvidence, rate: RateEvidence): number {
  if (!enough(check, paired, rate)) return 1;
  if (check.rule.kind === 'floor') return belowFloor(rate, check.rule.floor);
  return differs(check, paired) && paired.lost > paired.gained ? paired.pValue : 1;
}

const gainP = (check: Check, paired: PairedEvidence): number =>
  differs(check, paired) && paired.gained > paired.lost ? paired.pValue : 1;

const differs = ({ rule }: Check, { gained, lost }: PairedEvidence): boolean =>
  rule.kind === 'floor' || gained + lost >= rule.minDiscordant;

/** Holm's steps: the least p at alpha / m, the next at alpha / (m - 1), until one is not rejected. */
export function rejected(
  checks: readonly Check[],
  pValues: readonly number[],
  look: Pick<Look, 'levelOf'>,
): ReadonlySet<Check> {
  const order = [...checks.keys()].sort((a, b) => pValues[a]! - pValues[b]!);
  const holds = order.findIndex((at, rank) => pValues[at]! > look.levelOf(checks[at]!, checks.length - rank));
  return new Set((holds < 0 ? order : order.slice(0, holds)).map((at) => checks[at]!));
}
