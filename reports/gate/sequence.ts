import { type Entry, isValid } from '../pairing/index.ts';
import { type Decision, decide } from './decide.ts';
import { atOnce, type Look, plannedLooks } from './looks.ts';
import type { Rules } from './rules.ts';
import { checksOf } from './scope.ts';

export interface Looked {
  readonly decisions: readonly Decision[];
  readonly look: Look;
  /** How many were planned. */
  readonly of: number;
  /** More episodes cannot change the verdict. */
  readonly certain: boolean;
}

/**
 * Goes from look to look until the verdict is certain or an episode of the next look has no record. A function of the
 * entries alone: so what stops a run is what is found in its records later, whoever ran them in whatever order.
 *
 * @param live looks as they were planned before the run; false looks once, at what there is.
 */
export function lookAt(rules: Rules, run: readonly Entry[], baseline: readonly Entry[], live: boolean): Looked | null {
  const checks = checksOf(rules, baseline);
  const looks = live ? plannedLooks(plannedPairs(run, baseline), rules.looks, rules.alpha) : atOnce(rules.alpha);
  let last: Looked | null = null;
  for (const look of looks) {
    const waits = run.some(({ replicate, outcome }) => replicate < look.replicates && outcome === 'not_run');
    if (live && waits) break;
    const decisions = decide(checks, look, run, baseline, last?.decisions);
    last = { decisions, look, of: looks.length, certain: isCertain(decisions) };
    if (last.certain) break;
  }
  return last;
}

const isCertain = (decisions: readonly Decision[]): boolean =>
  decisions.some(({ finding }) => finding === 'regression') || decisions.every(({ finding }) => finding === 'pass');

/** What may become a pair: known before the run. */
export function plannedPairs(run: readonly Entry[], baseline: readonly Entry[]): Entry[] {
  const digests = new Map(run.map(({ episodeId, digest }) => [episodeId, digest]));
  return baseline.filter((entry) => isValid(entry) && digests.get(entry.episodeId) === entry.digest);
}
