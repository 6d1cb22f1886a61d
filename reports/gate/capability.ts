import type { Entry } from '../pairing/index.ts';
import { seedOf, succeeded } from '../pairing/index.ts';
import { clopperPearson } from '../statistics/beta-intervals.ts';
import { clusteredTango } from '../statistics/clustered-tango.ts';
import { normalCritical } from '../statistics/distribution.ts';
import { tangoWithin } from '../statistics/tango.ts';
import { grouped } from '../summary/grouped.ts';
import { rejected } from './decide.ts';
import { pairedEvidence } from './evidence.ts';
import { type Look, plannedLooks } from './looks.ts';
import type { Rules } from './rules.ts';
import { type Check, checksOf } from './scope.ts';

/** A rule that these episodes can never decide one way. */
export interface Incapable {
  readonly check: Check;
  readonly text: string;
  /** Independent pairs that it takes; null where no number would do. */
  readonly needed: number | null;
  readonly available: number;
}

/**
 * Which rules can never pass, or never fail, whatever a run does with the episodes that the baseline has to offer: the best
 * and the worst that could come are put to the very tests of the gate.
 *
 * @param planned valid episodes of the baseline that a run may repeat.
 */
export function incapable(rules: Rules, planned: readonly Entry[], looks = 1): Incapable[] {
  const checks = checksOf(rules, planned);
  const last = plannedLooks(planned, looks, rules.alpha).at(-1)!;
  const never = checks.flatMap((check) => neverPasses(check, planned, last) ?? []);
  return never.length > 0 ? never : neverFails(checks, planned, last);
}

function neverPasses(check: Check, planned: readonly Entry[], look: Look): Incapable | null {
  const { rule } = check;
  const entries = planned.filter(check.includes);
  const seeds = [...grouped(entries, seedOf).values()];
  const says = (text: string, needed: number | null): Incapable => ({
    check,
    text: `can never pass: ${text}`,
    needed,
    available: seeds.length,
  });
  if (entries.length === 0) return says(`the baseline has no valid episode of ${rule.over}`, null);
  if (entries.length < rule.minPairs) return says(`minPairs is ${rule.minPairs}`, rule.minPairs);
  const alpha = look.levelOf(check, 1);
  if (rule.kind === 'non-inferiority') {
    const alike = clusteredTango(
      seeds.map((group) => group.map(() => 0)),
      1 - alpha,
    )!;
    if (alike.low > -rule.margin) return null;
    return says(
      `even with no pair that differs a loss of ${rule.margin} is not excluded`,
      pairsForMargin(rule.margin, alpha),
    );
  }
  if (rule.kind === 'floor') {
    if (clopperPearson(seeds.length, seeds.length, 1 - alpha)!.low >= rule.floor) return null;
    return says(`even with every episode a success ${rule.floor} is not exceeded`, episodesForFloor(rule.floor, alpha));
  }
  const failures = entries.filter((entry) => !succeeded(entry)).length;
  if (failures < Math.max(1, rule.minDiscordant))
    return says('the baseline leaves too few failures to gain from', null);
  const gain = pairedEvidence(entries.map((second) => ({ first: { ...second, outcome: 'success' as const }, second })));
  if (gain.pValue <= look.levelOf(check, 1) && gain.difference! > rule.margin) return null;
  return says('a success in every episode would not be significant', discordantFor(alpha));
}

/** All lose everything they can: the best that Holm's steps could get. */
function neverFails(checks: readonly Check[], planned: readonly Entry[], look: Look): Incapable[] {
  const worst = checks.map((check) => worstP(check, planned));
  const failing = rejected(checks, worst, look);
  return checks.flatMap((check) => {
    if (failing.has(check)) return [];
    const entries = planned.filter(check.includes);
    const seeds = new Set(entries.map(seedOf)).size;
    const winning = new Set(entries.filter(succeeded).map(seedOf)).size;
    const discordant = check.rule.kind === 'floor' ? 0 : check.rule.minDiscordant;
    const wins = Math.max(discordantFor(look.levelOf(check, checks.length)), discordant);
    const needed = winning === 0 ? null : Math.ceil((wins * seeds) / winning);
    const text = `the loss of each of the baseline's ${entries.filter(succeeded).length} successes would not be significant`;
    return [{ check, text: `can never fail: ${text}`, needed, available: seeds }];
  });
}

function worstP(check: Check, planned: readonly Entry[]): number {
  const entries = planned.filter(check.includes);
  if (check.rule.kind === 'floor') {
    const seeds = new Set(entries.map(seedOf)).size;
    return Math.min(1, 2 * (1 - check.rule.floor) ** seeds);
  }
  const lost = pairedEvidence(entries.map((second) => ({ first: { ...second, outcome: 'failure' as const }, second })));
  return lost.lost < Math.max(1, check.rule.minDiscordant) ? 1 : lost.pValue;
}

/** Fewest independent pairs, none of which differs, that exclude a loss of the margin. */
export const pairsForMargin = (margin: number, alpha: number): number =>
  fewest((n) => tangoWithin(0, 0, n, normalCritical(alpha / 2)).low > -margin);

/** Fewest episodes, all successes, whose lower bound reaches a floor. */
export const episodesForFloor = (floor: number, alpha: number): number =>
  fewest((n) => clopperPearson(n, n, 1 - alpha)!.low >= floor);

/** Fewest pairs that all differ the same way and are significant. */
export const discordantFor = (alpha: number): number => fewest((n) => 2 ** (1 - n) <= alpha);

function fewest(isEnough: (n: number) => boolean): number {
  let [least, most] = [0, 1];
  while (!isEnough(most)) [least, most] = [most, 2 * most];
  while (most - least > 1) {
    const middle = Math.floor((least + most) / 2);
    if (isEnough(middle)) most = middle;
    else least = middle;
  }
  return most;
}
