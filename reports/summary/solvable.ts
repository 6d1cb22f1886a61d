import type { CellRates } from '../input.ts';
import type { KnRate, Solvable } from '../schema/summary.ts';
import { knRate } from './rate.ts';

/** The oracle must solve at least this share of a cell before a policy's failures there say much about the policy. */
export const SOLVED_SHARE = 0.5;

/** Another policy's results over some cells; null when it has none of them. */
export function pooled(rates: CellRates | undefined, cells: readonly string[]): KnRate | null {
  const known = cells.flatMap((cell) => rates?.[cell] ?? []);
  if (known.length === 0) return null;
  return knRate({ k: sum(known.map(({ k }) => k)), n: sum(known.map(({ n }) => n)) });
}

/**
 * Whether an oracle that sees the ground truth can do it: the row is shown solvable only when each of its cells is.
 * A negative control has no such mark: its nominal goal is not what its instruction asks for.
 */
export function solvabilityOf(oracle: CellRates | undefined, cells: readonly string[], control: boolean): Solvable {
  const marks = control ? [] : cells.map((cell) => markOf(oracle?.[cell]));
  if (marks.includes('not shown solvable')) return 'not shown solvable';
  return marks.length > 0 && marks.every((mark) => mark === 'shown solvable') ? 'shown solvable' : 'unknown';
}

function markOf(cell: { readonly k: number; readonly n: number } | undefined): Solvable {
  if (!cell || cell.n === 0) return 'unknown';
  return cell.k / cell.n >= SOLVED_SHARE ? 'shown solvable' : 'not shown solvable';
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
