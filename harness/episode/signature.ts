import type { CameraImage } from '../types.ts';

const CELLS = 16;

/** Mean colour of a 16 x 16 grid over an image, rounded: 768 bytes that tell two pictures apart. */
export function signature(image: CameraImage): Uint8Array {
  const { widthPx, heightPx, rgb } = image;
  const sums = new Float64Array(CELLS * CELLS * 3);
  const counts = new Uint32Array(CELLS * CELLS);
  for (let y = 0; y < heightPx; y++) {
    const row = Math.floor((y * CELLS) / heightPx) * CELLS;
    for (let x = 0; x < widthPx; x++) {
      const cell = row + Math.floor((x * CELLS) / widthPx);
      const pixel = (y * widthPx + x) * 3;
      counts[cell]! += 1;
      for (let channel = 0; channel < 3; channel++) sums[cell * 3 + channel]! += rgb[pixel + channel]!;
    }
  }
  return Uint8Array.from(sums, (sum, i) => Math.round(sum / Math.max(1, counts[Math.floor(i / 3)]!)));
}

/** Largest difference of any cell and channel, in steps of 255. */
export function signatureDistance(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - (b[i] ?? 0))), 0);
}
