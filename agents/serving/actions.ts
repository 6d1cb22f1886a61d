import type { Tensor } from '../action/model.ts';

/** Rows as an array of float64, [T, D]. */
export const actionsTensor = (rows: readonly (readonly number[])[]): Tensor => ({
  shape: [rows.length, rows[0]?.length ?? 0],
  data: Float64Array.from(rows.flat()),
});
