import type { Comparison } from '../../schema/comparison.ts';
import { visible } from '../../visible.ts';
import { countColumns, rateColumns } from '../row-columns.ts';
import { type Column, layOut } from '../table.ts';
import type { Terminal } from '../terminal.ts';

const INDENT = 2;

/** Each policy with all its outcomes and its own rates; the number is what stands for it below. */
export function entrantTable({ entrants }: Comparison, { width, paint }: Terminal): string[] {
  if (entrants.length === 0) return [];
  const columns: Column[] = [
    { head: '', align: 'right', cells: entrants.map((_, at) => paint.bold(String(at + 1))) },
    {
      head: 'policy',
      align: 'left',
      cells: entrants.map(({ name, privileged }) => visible(privileged ? `${name} (privileged)` : name)),
      shrinkTo: 16,
    },
    { head: 'nominal', align: 'right', cells: entrants.map(({ nominal: { k, n } }) => (n === 0 ? '–' : `${k}/${n}`)) },
    ...rateColumns(
      entrants.map(({ valid }) => valid),
      paint,
    ),
    ...countColumns(
      entrants.map(({ counts }) => counts),
      paint,
    ),
  ];
  const [head = '', ...body] = layOut(columns, width - INDENT);
  return [paint.dim(head), ...body].map((text) => ' '.repeat(INDENT) + text);
}
