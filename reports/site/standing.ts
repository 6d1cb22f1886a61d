import { byText } from '../../harness/by-text.ts';
import { blocksOf } from '../compare/block.ts';
import type { Entrant } from '../compare/entrant.ts';
import { familyOf } from '../compare/family.ts';
import { rowOf } from '../compare/row.ts';
import { sideOfBaseline } from '../gate/baseline.ts';
import { seedOf } from '../pairing/index.ts';
import type { Baseline } from '../schema/baseline.ts';
import type { ComparisonRow } from '../schema/comparison.ts';
import type { HistoryRun } from '../schema/history.ts';
import { grouped } from '../summary/grouped.ts';
import type { Chapter, Series } from './series.ts';

/** Outcomes of a run, by its page; null where their file is gone. */
export type OutcomesOf = (page: string) => Baseline | null;

export interface Standing {
  readonly series: Series;
  /** The newest run of the policy that has a valid outcome, or its newest. */
  readonly run: HistoryRun;
  /** Policies that share one were not told apart. Null where this one was compared with none. */
  readonly letters: string | null;
}

/** Policies whose newest runs met the same scenes: only they are compared with each other. */
export interface Board {
  readonly planDigest: string;
  /** Highest rate first; without data last. */
  readonly standings: readonly Standing[];
  /** On the episodes that all of them share; null where there are no two to compare. */
  readonly compared: { readonly names: readonly string[]; readonly row: ComparisonRow } | null;
}

/** The runs that the boards of a chapter need outcomes of. */
export const latestRuns = ({ series }: Chapter): HistoryRun[] => series.map(latestOf);

const latestOf = ({ runs }: Series): HistoryRun => runs.findLast(({ rate }) => rate.n > 0) ?? runs.at(-1)!;

/** The policies of a chapter, each once, by the plan of its newest run; the board with the newest run comes first. */
export function boardsOf({ series }: Chapter, outcomesOf: OutcomesOf): Board[] {
  const latest = series.map((each) => ({ series: each, run: latestOf(each) }));
  latest.sort((a, b) => byText(b.run.createdAt, a.run.createdAt));
  return [...grouped(latest, ({ run }) => run.planDigest)].map(([planDigest, entries]) => {
    const inOrder = entries.toSorted(byRate);
    const compared = comparedOf(inOrder.flatMap((each) => entrantOf(each, outcomesOf(each.run.page))));
    const standings = inOrder.map((each) => ({ ...each, letters: lettersOf(each.series.policy, compared) }));
    return { planDigest, standings, compared };
  });
}

type Entry = Pick<Standing, 'series' | 'run'>;

const byRate = (a: Entry, b: Entry): number =>
  (b.run.rate.rate ?? -1) - (a.run.rate.rate ?? -1) || byText(a.series.policy, b.series.policy);

function comparedOf(entrants: readonly Entrant[]): Board['compared'] {
  if (entrants.length < 2) return null;
  const names = entrants.map(({ name }) => name);
  const measured = blocksOf(entrants).blocks.filter(({ episodes }) => !episodes[0]!.control);
  const name = { factor: null, level: null, label: 'all but controls', control: false };
  return { names, row: familyOf([rowOf(name, measured, entrants.length)], names)[0]! };
}

function lettersOf(policy: string, compared: Board['compared']): string | null {
  const at = compared?.names.indexOf(policy) ?? -1;
  return at < 0 ? null : (compared?.row.letters?.[at] ?? null);
}

/** None without a valid outcome, for it would leave the others without an episode in common. */
function entrantOf({ series, run }: Entry, outcomes: Baseline | null): Entrant[] {
  if (outcomes === null || run.rate.n === 0) return [];
  const { entries, policy, runId } = sideOfBaseline(outcomes);
  const unknown = { end: null, steps: null, instruction: null, spec: null };
  const episodes = entries.map((entry) => ({ ...entry, seedKey: seedOf(entry), ...unknown }));
  return [{ name: series.policy, source: 'run', location: run.page, runId, policy, setting: {}, episodes }];
}
