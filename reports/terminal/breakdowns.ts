import type { Counts, Rate, Summary, ViewRow } from '../schema/summary.ts';
import { visible } from '../visible.ts';
import { countColumns, countsOf, rateColumns, ratesOf } from './row-columns.ts';
import { type Column, layOut } from './table.ts';
import type { Terminal } from './terminal.ts';

const INDENT = 2;
const NARROWEST_LABEL = 12;

/** Success per object; nothing where every scene has the same one. */
export function objectTable({ views }: Summary, terminal: Terminal): string[] {
  const rows = views.object.filter(({ control }) => !control);
  return rows.length < 2 ? [] : table('target object', rows, terminal);
}

/** Each scenario with its nominal rate beside that of all but controls; nothing for a single one. */
export function scenarioTable({ scenarios }: Summary, terminal: Terminal): string[] {
  if (scenarios.length < 2) return [];
  const rows = scenarios.map(({ scenarioId, cells, rate }) => {
    const counts = added(cells.filter(({ control }) => !control).map((cell) => cell.counts));
    return { label: scenarioId, control: false, counts, rate };
  });
  const nominal = scenarios.map((each) => nominalText(each.nominal));
  const column: Column = { head: 'nominal', align: 'right', cells: nominal };
  return table('scenario', rows, terminal, [column]);
}

function added(all: readonly Counts[]): Counts {
  const sum = (key: keyof Counts): number => all.reduce((total, counts) => total + counts[key], 0);
  return {
    planned: sum('planned'),
    success: sum('success'),
    failure: sum('failure'),
    infraError: sum('infraError'),
    invalid: sum('invalid'),
    notRun: sum('notRun'),
  };
}

const nominalText = ({ k, n }: Rate): string => (n === 0 ? '–' : `${k}/${n}`);

function table(
  title: string,
  rows: readonly ViewRow[],
  { width, paint }: Terminal,
  more: readonly Column[] = [],
): string[] {
  const labels = rows.map(({ label }) => visible(label));
  const columns: Column[] = [
    { head: paint.bold(title), align: 'left', cells: labels.map((label) => `  ${label}`), shrinkTo: NARROWEST_LABEL },
    ...more,
    ...rateColumns(ratesOf(rows), paint),
    ...countColumns(countsOf(rows), paint),
  ];
  return layOut(columns, width - INDENT).map((text) => ' '.repeat(INDENT) + text);
}
