/** Weights of bilinear resampling along one axis. */
export const WEIGHT_BITS = 22;
/** Rounds a sum of weighted bytes. */
export const HALF = 1 << (WEIGHT_BITS - 1);

/** What each output position takes: `width` neighbours from `start` on, weighted by `weights` from `i * width` on. */
export interface Taps {
  readonly start: Int32Array;
  readonly width: number;
  readonly weights: Int32Array;
}

export interface Axis {
  /** Pixels of the whole axis. */
  readonly size: number;
  /** The part of it that is resampled, to `out` pixels. */
  readonly from: number;
  readonly length: number;
  readonly out: number;
  /** Reads from its far end: two mirrored axes turn a picture by 180 degrees. */
  readonly mirrored: boolean;
}

/** The triangle filter of Pillow, widened where it shrinks; weights are whole numbers of 1/2^22 that sum to about one. */
export function tapsOf({ size, from, length, out, mirrored }: Axis): Taps {
  const step = length / out;
  const support = Math.max(step, 1);
  const width = Math.min(size, Math.max(3, Math.ceil(2 * support)));
  const taps = { start: new Int32Array(out), width, weights: new Int32Array(out * width) };
  for (let i = 0; i < out; i++) {
    const center = from + (i + 0.5) * step;
    const first = Math.max(0, Math.trunc(center - support + 0.5));
    const count = Math.min(size, Math.trunc(center + support + 0.5)) - first;
    const start = Math.min(first, size - width);
    const weights = [...Array(first - start).fill(0), ...fixedPoint(triangle(first, count, center, support))];
    taps.start[i] = mirrored ? size - start - width : start;
    taps.weights.set(mirrored ? [...weights, ...Array(width - weights.length).fill(0)].reverse() : weights, i * width);
  }
  return taps;
}

function triangle(first: number, count: number, center: number, support: number): number[] {
  const inverse = 1 / support;
  return Array.from({ length: count }, (_, k) => Math.max(0, 1 - Math.abs((k + first - center + 0.5) * inverse)));
}

function fixedPoint(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => Math.trunc(0.5 + (weight / sum) * (1 << WEIGHT_BITS)));
}
