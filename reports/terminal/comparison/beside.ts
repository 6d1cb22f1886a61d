import type { BesideTable, Comparison } from '../../schema/comparison.ts';
import { visible } from '../../visible.ts';
import { rateColumns } from '../row-columns.ts';
import { layOut } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { wrap } from '../width.ts';

/** What others published, with the intervals that their numbers of episodes imply. */
export function besideTables({ beside }: Comparison, terminal: Terminal): string[] {
  return beside.flatMap((each, at) => [...(at > 0 ? [''] : []), ...besideLines(each, terminal)]);
}

function besideLines({ title, notes, rows }: BesideTable, { width, paint }: Terminal): string[] {
  const columns = [
    {
      head: 'policy',
      align: 'left' as const,
      cells: rows.map(({ policy }, at) => (rows[at - 1]?.policy === policy ? '' : visible(policy))),
    },
    { head: '', align: 'left' as const, cells: rows.map(({ label }) => visible(label)), shrinkTo: 12 },
    ...rateColumns(
      rows.map(({ rate }) => rate),
      paint,
    ),
  ];
  const [head = '', ...body] = layOut(columns, width - 2);
  const wrapped = notes.flatMap((note) => wrap(visible(note), width - 4)).map((line) => paint.yellow(line));
  return [paint.bold(visible(title)), ...wrapped, paint.dim(head), ...body].map((text) => `  ${text}`);
}
