import { type CsvCell, csvText } from '../../csv.ts';
import type { Comparison, ComparisonRow, Contrast } from '../../schema/comparison.ts';
import { sectionsOf } from './sections.ts';

const COLUMNS = [
  'section',
  'factor',
  'level',
  'label',
  'control',
  'reference',
  'subject',
  'episodes',
  'seeds',
  'reference_successes',
  'subject_successes',
  'reference_rate',
  'subject_rate',
  'both',
  'only_reference',
  'only_subject',
  'neither',
  'difference',
  'low',
  'high',
  'interval',
  'test',
  'p',
  'p_corrected',
  'correction',
  'mid_p',
  'finding',
] as const;

/** A line for each two policies in each row of the tables; rates are fractions, what is not known is empty. */
export function comparisonCsv(comparison: Comparison): string {
  const names = comparison.entrants.map(({ name }) => name);
  const lines = sectionsOf(comparison).flatMap(({ kind, rows }) =>
    rows.flatMap((row) => row.contrasts.map((contrast) => lineOf(kind, row, contrast, names))),
  );
  return csvText([COLUMNS, ...lines]);
}

function lineOf(kind: string, row: ComparisonRow, contrast: Contrast, names: readonly string[]): CsvCell[] {
  const { reference, subject } = contrast;
  const [first, second] = [row.rates[reference]!, row.rates[subject]!];
  return [
    ...[kind, row.factor, row.level, row.label, row.control, names[reference]!, names[subject]!],
    ...[row.episodes, row.seeds, first.k, second.k, first.rate, second.rate],
    ...[contrast.both, contrast.lost, contrast.gained, contrast.neither],
    ...[contrast.difference, contrast.low, contrast.high, contrast.interval, contrast.test],
    ...[contrast.pValue, contrast.adjusted, contrast.correction, contrast.midP, contrast.finding],
  ];
}
