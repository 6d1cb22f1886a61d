import { cut, pad, widthOf, wrap } from './width.ts';

/** One column: its head and the text of each line, colour codes included. */
export interface Column {
  readonly head: string;
  readonly align: 'left' | 'right';
  readonly cells: readonly string[];
  /** Space before it; 2 unless told. */
  readonly gap?: number;
  /** Left out when the table is too wide, the highest number first. */
  readonly drop?: number;
  /** Plain text that may be cut down to this width. */
  readonly shrinkTo?: number;
  /** Takes the space that is left, up to this width. */
  readonly grow?: {
    readonly to: number;
    readonly head: (width: number) => string;
    readonly cells: (width: number) => readonly string[];
  };
}

interface Fitted extends Column {
  readonly width: number;
}

/** Lays columns out in at most `width` terminal columns. The first line is the head. */
export function layOut(columns: readonly Column[], width: number): string[] {
  const fitted = fit(columns.map(measured), width);
  const height = Math.max(0, ...fitted.map(({ cells }) => cells.length));
  const body = Array.from({ length: height }, (_, i) => line(fitted, ({ cells }) => cells[i] ?? ''));
  return [line(fitted, ({ head }) => head), ...body];
}

const NARROWEST_TEXT = 24;

/**
 * The same with a last column of running text (no colour codes), which takes the room that the others leave.
 *
 * @param mostLines a longer text ends with an ellipsis.
 */
export function layOutText(
  columns: readonly Column[],
  text: { readonly head: string; readonly cells: readonly string[] },
  width: number,
  mostLines = Number.POSITIVE_INFINITY,
): string[] {
  const fixed = fit(columns.map(measured), width - NARROWEST_TEXT - 2);
  const room = Math.max(NARROWEST_TEXT, width - total(fixed) - 2);
  const lines = text.cells.map((cell) => atMost(wrap(cell, room), mostLines, room));
  const spaced = fixed.map((column) => ({
    ...column,
    cells: lines.flatMap((each, i) => each.map((_, j) => (j === 0 ? (column.cells[i] ?? '') : ''))),
  }));
  return layOut([...spaced, { head: text.head, align: 'left', cells: lines.flat() }], width);
}

const atMost = (lines: readonly string[], most: number, room: number): readonly string[] =>
  lines.length <= most ? lines : [...lines.slice(0, most - 1), cut(`${lines[most - 1]} …`.padEnd(room + 1), room)];

const measured = (column: Column): Fitted => ({
  ...column,
  width: Math.max(widthOf(column.head), ...column.cells.map(widthOf)),
});

const total = (columns: readonly Fitted[]): number =>
  columns.reduce((sum, column, i) => sum + column.width + (i === 0 ? 0 : gapOf(column)), 0);

const gapOf = ({ gap }: Column): number => gap ?? 2;

/** Leaves out what may be left out, then cuts what may be cut. */
function fit(columns: readonly Fitted[], width: number): Fitted[] {
  let kept = [...columns];
  while (shortest(kept) > width) {
    const next = Math.max(...kept.map(({ drop }) => drop ?? 0));
    if (next === 0) break;
    kept = kept.filter(({ drop }) => drop !== next);
  }
  let excess = total(kept) - width;
  const cutDown = kept.map((column) => {
    const narrower = shrunk(column, excess);
    excess -= column.width - narrower.width;
    return narrower;
  });
  return cutDown.map((column) => grown(column, width - total(cutDown)));
}

/** Width with everything cut that may be cut. */
const shortest = (columns: readonly Fitted[]): number =>
  total(columns.map((column) => shrunk(column, Number.POSITIVE_INFINITY)));

function shrunk(column: Fitted, excess: number): Fitted {
  const { shrinkTo, width } = column;
  if (shrinkTo === undefined || excess <= 0 || width <= shrinkTo) return column;
  const narrower = Math.max(shrinkTo, width - excess);
  return { ...column, width: narrower, cells: column.cells.map((cell) => cut(cell, narrower)) };
}

function grown(column: Fitted, left: number): Fitted {
  const { grow, width } = column;
  if (!grow || left <= 0) return column;
  const wider = Math.min(grow.to, width + left);
  return { ...column, width: wider, head: grow.head(wider), cells: grow.cells(wider) };
}

function line(columns: readonly Fitted[], textOf: (column: Fitted) => string): string {
  return columns
    .map((column, i) => ' '.repeat(i === 0 ? 0 : gapOf(column)) + pad(textOf(column), column.width, column.align))
    .join('')
    .trimEnd();
}
