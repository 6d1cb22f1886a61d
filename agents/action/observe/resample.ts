/**
 * Bilinear resampling of 8-bit RGB as Pillow does it, to the bit: first along rows, then along columns, rounded in between.
 * Source: `src/libImaging/Resample.c` of Pillow; where its version 13 starts with columns (they shrink much more than rows),
 * a pixel may differ by one. Three neighbours (whatever enlarges, or shrinks to no less than two thirds)
 * have loops of their own, which are faster. `Math.imul` spares a check for numbers beyond 32 bits, which none here is.
 */
import { HALF, type Taps, WEIGHT_BITS } from './taps.ts';

/** Resamples each row of a picture to the length of the taps. What it gives is good until the next call. */
export function rowResampler([widthPx, heightPx]: readonly [number, number], taps: Taps) {
  const out = new Uint8Array(heightPx * taps.start.length * 3);
  const inBytes = { ...taps, start: taps.start.map((start) => start * 3) };
  const resample = taps.width === 3 ? rowsOfThree : rowsOfAny;
  return (rgb: Uint8Array): Uint8Array => {
    resample(rgb, widthPx * 3, inBytes, out);
    return out;
  };
}

/** `start` counts bytes. */
function rowsOfThree(rgb: Uint8Array, stride: number, { start, weights }: Taps, out: Uint8Array): void {
  for (let row = 0, at = 0; row < rgb.length; row += stride) {
    for (let x = 0, k = 0; x < start.length; x++, k += 3, at += 3) {
      const from = row + start[x]!;
      const a = weights[k]!;
      const b = weights[k + 1]!;
      const c = weights[k + 2]!;
      out[at] =
        (HALF + Math.imul(rgb[from]!, a) + Math.imul(rgb[from + 3]!, b) + Math.imul(rgb[from + 6]!, c)) >> WEIGHT_BITS;
      out[at + 1] =
        (HALF + Math.imul(rgb[from + 1]!, a) + Math.imul(rgb[from + 4]!, b) + Math.imul(rgb[from + 7]!, c)) >>
        WEIGHT_BITS;
      out[at + 2] =
        (HALF + Math.imul(rgb[from + 2]!, a) + Math.imul(rgb[from + 5]!, b) + Math.imul(rgb[from + 8]!, c)) >>
        WEIGHT_BITS;
    }
  }
}

function rowsOfAny(rgb: Uint8Array, stride: number, { start, width, weights }: Taps, out: Uint8Array): void {
  for (let row = 0, at = 0; row < rgb.length; row += stride) {
    for (let x = 0; x < start.length; x++, at += 3) {
      let [red, green, blue] = [HALF, HALF, HALF];
      let from = row + start[x]!;
      for (let k = x * width; k < (x + 1) * width; k++, from += 3) {
        const weight = weights[k]!;
        red += Math.imul(rgb[from]!, weight);
        green += Math.imul(rgb[from + 1]!, weight);
        blue += Math.imul(rgb[from + 2]!, weight);
      }
      out[at] = red >> WEIGHT_BITS;
      out[at + 1] = green >> WEIGHT_BITS;
      out[at + 2] = blue >> WEIGHT_BITS;
    }
  }
}

/** Where in a larger picture a result is put. */
export interface Into {
  readonly out: Uint8Array;
  readonly widthPx: number;
  readonly left: number;
  readonly top: number;
}

/** Resamples the columns of `rgb`. */
export function alongColumns(rgb: Uint8Array, widthPx: number, taps: Taps, into: Into): void {
  (taps.width === 3 ? columnsOfThree : columnsOfAny)(rgb, widthPx * 3, taps, into);
}

function columnsOfThree(rgb: Uint8Array, stride: number, { start, weights }: Taps, { out, ...into }: Into): void {
  for (let y = 0; y < start.length; y++) {
    const [a, b, c] = [weights[3 * y]!, weights[3 * y + 1]!, weights[3 * y + 2]!];
    const first = start[y]! * stride;
    let at = ((into.top + y) * into.widthPx + into.left) * 3;
    for (let i = first, j = first + stride, k = j + stride; i < first + stride; i++, j++, k++)
      out[at++] = (HALF + Math.imul(rgb[i]!, a) + Math.imul(rgb[j]!, b) + Math.imul(rgb[k]!, c)) >> WEIGHT_BITS;
  }
}

function columnsOfAny(rgb: Uint8Array, stride: number, { start, width, weights }: Taps, { out, ...into }: Into): void {
  for (let y = 0; y < start.length; y++) {
    const first = start[y]! * stride;
    let at = ((into.top + y) * into.widthPx + into.left) * 3;
    for (let from = first; from < first + stride; from++) {
      let sum = HALF;
      for (let k = 0; k < width; k++) sum += Math.imul(rgb[from + k * stride]!, weights[y * width + k]!);
      out[at++] = sum >> WEIGHT_BITS;
    }
  }
}
