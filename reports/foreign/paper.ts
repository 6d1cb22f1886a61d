import { parse } from 'yaml';
import { z } from 'zod';
import { HarnessError } from '../../harness/errors.ts';
import type { Beside } from '../compare/index.ts';

const percent = z.number().min(0).max(100);

const paper = z.object({
  title: z.string(),
  source: z.string(),
  tables: z.record(
    z.string(),
    z.object({
      title: z.string(),
      episodesPerCell: z.int().min(1),
      notes: z.array(z.string()),
      columns: z.array(z.string()),
      rows: z.array(z.object({ policy: z.string(), task: z.string(), percent: z.array(percent) })),
    }),
  ),
  other: z.record(z.string(), z.string()),
});

type Paper = z.infer<typeof paper>;
type Row = Paper['tables'][string]['rows'][number];
type BesideRow = Beside['rows'][number];

const WARNING = 'published rates: not paired, not the same scenes';

/**
 * A table of a paper as rates with the counts that its number of trials implies.
 *
 * @param name `vla-r1/table2`, as it stands after `paper:`.
 * @throws HarnessError `E_USAGE` for a table that holds no success rates, or that is not there.
 */
export function readPaper(text: string, name: string): Beside {
  const { title, source, tables, other } = paper.parse(parse(text));
  const key = name.split('/')[1] ?? '';
  const table = Object.hasOwn(tables, key) ? tables[key] : undefined;
  if (!table) throw noTable(name, key, { tables, other });
  const each = table.episodesPerCell;
  return {
    source: `paper:${name}`,
    title: `${title} (${source}): ${table.title}`,
    notes: [`${WARNING}; ${each} episodes a cell`, ...table.notes],
    rows: table.rows.flatMap((row) => rowsOf(row, table.columns, each)),
  };
}

/** The cells and, last, all of them together. */
function rowsOf({ policy, task, percent }: Row, columns: readonly string[], n: number): BesideRow[] {
  const cells = percent.map((value, at) => ({
    policy,
    label: `${task}, ${columns[at]}`,
    k: Math.round((value / 100) * n),
    n,
    pooled: false,
  }));
  const k = cells.reduce((sum, cell) => sum + cell.k, 0);
  return [...cells, { policy, label: `${task}, all`, k, n: n * cells.length, pooled: true }];
}

function noTable(name: string, key: string, { tables, other }: Pick<Paper, 'tables' | 'other'>): HarnessError {
  const known = Object.keys(tables).join(', ');
  const reason = Object.hasOwn(other, key) ? `${key} holds ${other[key]}` : `got ${JSON.stringify(key)}`;
  return new HarnessError('E_USAGE', `paper:${name}: expected a table of success rates, one of ${known}; ${reason}`);
}
