import { count, paired, percent, range } from '../numbers.ts';
import { OUTCOMES } from '../outcomes.ts';
import type { Cell, Counts, KnRate, LevelRow, Paired, Rate, Solvable, ViewRow } from '../schema/summary.ts';
import { visible } from '../visible.ts';
import { intervalBar } from './interval-bar.ts';
import { paintOf } from './outcomes.ts';
import type { Column } from './table.ts';
import type { Paint } from './terminal.ts';
import { cut } from './width.ts';

/** A line without numbers of its own: a heading, or an empty line. */
export const BLANK = null;
export type Line<Row> = Row | typeof BLANK;
type FullRow = LevelRow | Cell;

const column = <Row>(head: string, lines: readonly Line<Row>[], cell: (row: Row) => string): Column => ({
  head,
  align: 'right',
  cells: lines.map((each) => (each === BLANK ? '' : cell(each))),
});

/** k/n, rate, interval and their bar. */
export function rateColumns(rates: readonly Line<Rate>[], paint: Paint): Column[] {
  const bars = (width: number): string[] =>
    rates.map((rate) => (rate === BLANK || rate.n === 0 ? '' : intervalBar(rate, width, paint)));
  return [
    column('k/n', rates, ({ k, n }) => (n === 0 ? paint.dim('–') : `${count(k)}/${count(n)}`)),
    column('rate', rates, ({ rate }) => (rate === null ? paint.dim('no data') : paint.bold(percent(rate)))),
    { ...column('95 %', rates, (rate) => paint.dim(range(rate))), drop: 2 },
    {
      head: axis(BAR.from),
      align: 'left',
      cells: bars(BAR.from),
      drop: 4,
      grow: { to: BAR.to, head: axis, cells: bars },
    },
  ];
}

const BAR = { from: 11, to: 25 };
const axis = (width: number): string => `0${' '.repeat(width - 4)}100`;

export function countColumns(counts: readonly Line<Counts>[], paint: Paint): Column[] {
  return OUTCOMES.map(({ key, sign }, i) => ({
    ...column<Counts>(paintOf(key, paint)(sign), counts, (each) =>
      each[key] === 0 ? paint.dim('·') : count(each[key]),
    ),
    gap: i === 0 ? 2 : 1,
  }));
}

/** Difference to nominal in points; coloured only where the interval leaves zero out, and never for a control. */
export function differenceColumn(rows: readonly Line<FullRow>[], paint: Paint): Column {
  const cell = ({ toNominal, control }: FullRow): string => {
    if (!toNominal) return '';
    return control ? paired(toNominal) : colored(toNominal, paint);
  };
  return { ...column('to nominal, pp', rows, cell), drop: 1 };
}

function colored(difference: Paired, paint: Paint): string {
  const text = paired(difference);
  if (difference.low === null || difference.high === null) return paint.dim(text);
  if (difference.high < 0) return paint.red(text);
  return difference.low > 0 ? paint.green(text) : text;
}

/** How many of the valid and invalid episodes proved their variation. */
export function evidenceColumn(rows: readonly Line<FullRow>[], paint: Paint): Column {
  return column('proof', rows, ({ factor, evidence }) => {
    const { applied, notApplied, unsupported, nominal } = evidence;
    const seen = applied + notApplied + unsupported + (factor === null ? 0 : nominal);
    if (factor === null) return notApplied === 0 ? paint.dim('–') : paint.yellow(`${notApplied} off`);
    if (seen === 0) return paint.dim('–');
    return applied === seen ? `${applied}/${seen}` : paint.yellow(`${applied}/${seen}`);
  });
}

const MARK: Readonly<Record<Solvable, string>> = { 'shown solvable': '✓', 'not shown solvable': '✗', unknown: '?' };

/** Whether the oracle can do it, and how often it did. */
export function solvableColumn(rows: readonly Line<FullRow>[], paint: Paint): Column {
  return column('oracle', rows, ({ solvable, oracle, control }) => {
    if (control) return paint.dim('–');
    const text = [oracle ? percent(oracle.rate) : '', MARK[solvable]].join(' ').trim();
    if (solvable === 'unknown') return paint.dim(text);
    return solvable === 'shown solvable' ? text : paint.yellow(text);
  });
}

/** One column for each policy that does nothing clever. */
export function floorColumns(rows: readonly Line<FullRow>[], paint: Paint): Column[] {
  const known = rows.flatMap((row) => (row === BLANK ? [] : Object.keys(row.floors)));
  // Where only one row has them, nominal's, the headline says it already.
  const names = new Set(known.filter((name, i) => known.indexOf(name) !== i));
  return [...names].map((name) => ({
    ...column(cut(visible(name), 10), rows, ({ floors }: FullRow) => paint.dim(floorText(floors[name]))),
    drop: 3,
  }));
}

const floorText = (floor: KnRate | undefined): string => (floor && floor.rate !== null ? percent(floor.rate) : '–');

export const ratesOf = (rows: readonly Line<FullRow | ViewRow>[]): Line<Rate>[] =>
  rows.map((row) => (row === BLANK ? BLANK : row.rate));

export const countsOf = (rows: readonly Line<FullRow | ViewRow>[]): Line<Counts>[] =>
  rows.map((row) => (row === BLANK ? BLANK : row.counts));
