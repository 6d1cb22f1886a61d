import type { Examined, Verdict } from './examine.ts';

/** A row of the table: a suite or scenario, and one kind of change in it. */
export interface Tally {
  readonly group: string;
  readonly conditionId: string;
  readonly scenes: number;
  readonly counts: Readonly<Record<Verdict, number>>;
  /** Of the levels: those that start from the state that nominal starts from. */
  readonly paired: number | null;
  /** Those in which a policy hears other words than in nominal, as planned and by the task's name. */
  readonly otherWords: number | null;
  readonly otherWordsOfName: number | null;
}

/** One row for each group and condition, in the order in which they came. */
export function tally(examined: readonly Examined[]): Tally[] {
  const rows = new Map<string, Examined[]>();
  for (const each of examined) {
    const key = `${each.group} ${each.conditionId}`;
    rows.set(key, [...(rows.get(key) ?? []), each]);
  }
  return [...rows.values()].map(rowOf);
}

function rowOf(scenes: readonly Examined[]): Tally {
  const { group, conditionId } = scenes[0]!;
  const count = (holds: (each: Examined) => boolean): number => scenes.filter(holds).length;
  const verdict = (wanted: Verdict): number => count((each) => each.verdict === wanted);
  const where = <T>(of: (each: Examined) => T | null, holds: (value: T) => boolean): number | null => {
    const known = scenes.map(of).filter((value) => value !== null);
    return known.length === 0 ? null : known.filter(holds).length;
  };
  return {
    group,
    conditionId,
    scenes: scenes.length,
    counts: {
      applied: verdict('applied'),
      not_applied: verdict('not_applied'),
      not_settled: verdict('not_settled'),
      solved_at_reset: verdict('solved_at_reset'),
      broken: verdict('broken'),
    },
    paired: where(({ paired }) => paired, Boolean),
    otherWords: where(
      ({ otherWords }) => otherWords,
      ({ planned }) => planned,
    ),
    otherWordsOfName: where(({ otherWords }) => otherWords?.ofName ?? null, Boolean),
  };
}
