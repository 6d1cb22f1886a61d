import type { LevelRow, Summary } from '../schema/summary.ts';
import { visible } from '../visible.ts';
import {
  BLANK,
  countColumns,
  countsOf,
  differenceColumn,
  evidenceColumn,
  floorColumns,
  type Line,
  rateColumns,
  ratesOf,
  solvableColumn,
} from './row-columns.ts';
import { layOut } from './table.ts';
import type { Terminal } from './terminal.ts';
import { cut } from './width.ts';

/** A line of the table: its label, and a row or nothing but the label. */
export interface Labelled {
  readonly label: string;
  readonly row: Line<LevelRow>;
  readonly style: 'heading' | 'level' | 'control';
}

const INDENT = 2;
const NARROWEST_LABEL = 12;

/** Nominal, then each factor with its levels; negative controls stand apart at the end; empty for a plan without levels. */
export function levelTable(summary: Summary, { width, paint }: Terminal): string[] {
  const lines = labelled(summary);
  const rows = lines.map(({ row }) => (row && row.unsupported === null ? row : BLANK));
  const columns = [
    { head: '', align: 'left' as const, cells: lines.map(({ label }) => label), shrinkTo: NARROWEST_LABEL },
    ...rateColumns(ratesOf(rows), paint),
    differenceColumn(rows, paint),
    ...countColumns(countsOf(rows), paint),
    evidenceColumn(rows, paint),
    ...floorColumns(rows, paint),
    solvableColumn(rows, paint),
  ];
  const [head = '', ...body] = layOut(columns, width - INDENT);
  const styled = body.map((text, i) => dressed(text, lines[i]!, { width, paint }));
  return [paint.dim(head), ...styled].map((text) => (text ? ' '.repeat(INDENT) + text : ''));
}

function labelled({ nominal, factors }: Summary): Labelled[] {
  const ordinary = factors.flatMap(({ factor, levels }) =>
    section(
      spaced(factor),
      levels.filter(({ control }) => !control),
      ({ level }) => spaced(level ?? ''),
      'level',
    ),
  );
  const controls = factors.flatMap(({ levels }) => levels.filter(({ control }) => control));
  const several = new Set(controls.map(({ factor }) => factor)).size > 1;
  const name = ({ factor, level }: LevelRow): string => (several ? `${factor}: ` : '') + spaced(level ?? '');
  const apart = section(CONTROLS, controls, name, 'control');
  return [{ label: 'nominal', row: nominal, style: 'level' }, ...ordinary, ...apart];
}

function section(
  heading: string,
  rows: readonly LevelRow[],
  nameOf: (row: LevelRow) => string,
  style: 'level' | 'control',
): Labelled[] {
  if (rows.length === 0) return [];
  const space: Labelled = { label: '', row: BLANK, style: 'heading' };
  const title: Labelled = { label: visible(heading), row: BLANK, style: 'heading' };
  return [space, title, ...rows.map((row) => ({ label: `  ${visible(nameOf(row))}`, row, style }))];
}

const spaced = (name: string): string => name.replaceAll('+', ' + ');

/** A heading stands out, a control is marked as one, and what was not run says why in place of numbers. */
function dressed(text: string, { label, row, style }: Labelled, { width, paint }: Terminal): string {
  if (style === 'heading') return heading(label, { width, paint });
  if (row && row.unsupported !== null) {
    return paint.dim(cut(`${label}  unsupported: ${visible(row.unsupported)}`, width - INDENT));
  }
  return text;
}

const CONTROLS = 'negative controls';
const CONTROL_NOTE = ' · reaching the nominal goal is not what these ask for: a high rate is a bad sign';

function heading(label: string, { width, paint }: Terminal): string {
  if (label !== CONTROLS) return paint.bold(label);
  return paint.bold(paint.magenta(label)) + paint.dim(cut(CONTROL_NOTE, width - INDENT - label.length));
}
