import { byText } from '../../harness/by-text.ts';
import type { HistoryRun } from '../schema/history.ts';
import { grouped } from '../summary/grouped.ts';
import { dateOf } from './words.ts';

/** What may move a rate though the policy did not get any different, and the policy itself. */
const WATCHED = {
  simulator: ({ versions }) => versions.simulator,
  bridge: ({ versions }) => versions.bridge,
  renderer: ({ versions }) => versions.renderer,
  harness: ({ versions }) => versions.harness,
  policy: ({ policy }) => policy.fingerprint,
  plan: ({ planDigest }) => planDigest.slice(0, 12),
} as const satisfies Readonly<Record<string, (run: HistoryRun) => string>>;

type Watched = keyof typeof WATCHED;

export interface Change {
  readonly what: Watched;
  readonly from: string;
  readonly to: string;
}

/** Between a run and the one before it in its series. */
export interface Turn {
  readonly run: HistoryRun;
  readonly changes: readonly Change[];
  /** Policies that it is told of. */
  readonly policies: readonly string[];
}

/** Every run that something changed before, oldest first. */
export function turnsOf(runs: readonly HistoryRun[]): Turn[] {
  const turns = runs.slice(1).map((run, i) => ({
    run,
    changes: changesBetween(runs[i]!, run),
    policies: [run.policy.name],
  }));
  return turns.filter(({ changes }) => changes.length > 0);
}

function changesBetween(before: HistoryRun, after: HistoryRun): Change[] {
  const all = (Object.keys(WATCHED) as Watched[]).map((what) => ({
    what,
    from: WATCHED[what](before),
    to: WATCHED[what](after),
  }));
  return all.filter(({ from, to }) => from !== to);
}

/** The turns of several series, oldest first: what changed for several of them on one day is told once. */
export function sharedTurns(series: readonly (readonly HistoryRun[])[]): Turn[] {
  const all = series.flatMap(turnsOf).sort((a, b) => byText(a.run.createdAt, b.run.createdAt));
  const alike = grouped(all, ({ run, changes }) => JSON.stringify([dateOf(run.createdAt), changes]));
  return [...alike.values()].map((turns) => ({ ...turns[0], policies: turns.flatMap(({ policies }) => policies) }));
}
