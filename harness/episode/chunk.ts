import { counted } from '../counted.ts';
import type { ActionBlock, ActionChunk, ActionMode, PolicySpec } from '../types.ts';

/** Why a chunk cannot be executed; null when it can. A policy's mistake, so data and not an exception. */
export function flaw(chunk: ActionChunk, dim: number): string | null {
  if (chunk.flaw !== undefined) return chunk.flaw;
  if (chunk.actions.length === 0) return chunk.declares || chunk.gaveUp ? null : 'no actions and no declaration';
  for (const [i, row] of chunk.actions.entries()) {
    if (row.length !== dim) return `action ${i} has ${counted(row.length, 'value')}, expected ${dim}`;
    const bad = row.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) return `action ${i} has ${row[bad]} in column ${bad}, expected finite numbers`;
  }
  return null;
}

/** The rows to apply before the policy is asked again. */
export function withinHorizon(
  chunk: ActionChunk,
  policy: PolicySpec,
  stepsLeft: number,
): readonly (readonly number[])[] {
  const horizon = policy.executionHorizon || chunk.actions.length;
  return chunk.actions.slice(0, Math.min(horizon, stepsLeft));
}

/** Packs rows for the wire; the gripper opening is a fraction, so it is clamped to [0, 1]. */
export function pack(mode: ActionMode, rows: readonly (readonly number[])[]): ActionBlock {
  const dim = rows[0]?.length ?? 0;
  const data = new Float64Array(rows.length * dim);
  for (const [i, row] of rows.entries()) {
    data.set(row, i * dim);
    data[(i + 1) * dim - 1] = Math.min(1, Math.max(0, row[dim - 1]!));
  }
  return { mode, count: rows.length, dim, data };
}
