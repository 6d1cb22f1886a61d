import type { Comparison, ComparisonRow } from '../../schema/comparison.ts';

export interface RowSection {
  /** Empty for the rows that stand above all sections. */
  readonly title: string;
  readonly kind: 'summary' | 'factor' | 'scenario' | 'control';
  readonly rows: readonly ComparisonRow[];
}

/** The rows of a comparison in the order of every table. */
export function sectionsOf({ overall, nominal, factors, scenarios, controls }: Comparison): RowSection[] {
  const all: RowSection[] = [
    { title: '', kind: 'summary', rows: [overall, nominal] },
    ...factors.map(({ factor, levels }) => ({ title: spaced(factor), kind: 'factor' as const, rows: levels })),
    { title: 'scenario', kind: 'scenario', rows: scenarios.length > 1 ? scenarios : [] },
    { title: 'negative controls', kind: 'control', rows: controls },
  ];
  return all.filter(({ rows }) => rows.length > 0);
}

export const spaced = (name: string): string => name.replaceAll('+', ' + ');
