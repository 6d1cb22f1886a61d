import type { LevelRow, Summary } from '../schema/summary.ts';
import { spaced } from '../spaced.ts';

export interface LevelGroup {
  /** The factor; null for nominal. */
  readonly title: string | null;
  readonly control: boolean;
  readonly rows: readonly LevelRow[];
}

/** Nominal, each factor, the controls apart: the order of every table and chart. Only what could be run. */
export function levelGroups({ nominal, factors }: Summary): LevelGroup[] {
  const run = factors.map(({ factor, levels }) => ({
    factor,
    levels: levels.filter((each) => each.unsupported === null),
  }));
  const ordinary = run.map(({ factor, levels }) => ({
    title: spaced(factor),
    control: false,
    rows: levels.filter(({ control }) => !control),
  }));
  const controls = run.flatMap(({ levels }) => levels.filter(({ control }) => control));
  return [
    { title: null, control: false, rows: [nominal] },
    ...ordinary,
    { title: 'negative controls', control: true, rows: controls },
  ].filter(({ rows }) => rows.length > 0);
}

export const levelName = ({ level }: Pick<LevelRow, 'level'>): string => (level === null ? 'nominal' : spaced(level));
