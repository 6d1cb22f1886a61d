/** Numbers as they are to numbers as a model was trained in, and back. */
import type { Normal } from './card.ts';

interface Linear {
  /** Trained = (plain - shift) / unit. One number for all, or one a column. */
  readonly shift: readonly number[];
  readonly unit: readonly number[];
}

function linear({ mean, std, min, max }: Normal): Linear | null {
  if (mean && std) return { shift: mean, unit: std };
  if (!min || !max) return null;
  return { shift: min.map((low, i) => (low + max[i]!) / 2), unit: min.map((low, i) => (max[i]! - low) / 2) };
}

/** How many numbers the card gives: null for none. */
export const normalLength = (normal: Normal): number | null => linear(normal)?.shift.length ?? null;

/**
 * In place.
 * @param run neighbours that share a number: 1 where the last axis has the columns, the picture's area where channels come first
 */
export function normalise(values: Float32Array | Float64Array, normal: Normal, run = 1): void {
  const by = linear(normal);
  if (!by) return;
  for (let i = 0; i < values.length; i++) {
    const column = Math.floor(i / run) % by.shift.length;
    values[i] = (values[i]! - by.shift[column]!) / by.unit[column]!;
  }
}

/** Rows of a model as plain numbers. */
export function restored(values: Float32Array | Float64Array, normal: Normal): Float64Array {
  const by = linear(normal);
  const plain = Float64Array.from(values);
  if (!by) return plain;
  for (let i = 0; i < plain.length; i++) {
    const column = i % by.shift.length;
    plain[i] = plain[i]! * by.unit[column]! + by.shift[column]!;
  }
  return plain;
}
