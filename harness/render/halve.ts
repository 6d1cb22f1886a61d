/** Antialiasing: a picture drawn twice as large, each pixel the mean of four samples (supersampling). */
import type { Picture } from './frame.ts';

/**
 * Depth and segmentation are those of the nearest of the four: a mean of two things would be neither.
 * @param small where the half of `large` goes
 * @param widthPx of `small`
 */
export function halve(large: Picture, small: Picture, widthPx: number): void {
  meanOfFour(large.rgb, small.rgb, widthPx);
  const { depthM, segmentation } = large;
  if (!depthM || !(small.depthM || small.segmentation)) return;
  for (let i = 0; 3 * i < small.rgb.length; i++) {
    const nearest = nearestOfFour(depthM, i, widthPx);
    if (small.depthM) small.depthM[i] = depthM[nearest]!;
    if (small.segmentation) small.segmentation[i] = segmentation![nearest]!;
  }
}

function meanOfFour(rgb: Uint8ClampedArray, out: Uint8ClampedArray, widthPx: number): void {
  const stride = 6 * widthPx;
  for (let y = 0, at = 0; at < out.length; y++) {
    for (let x = 0; x < widthPx; x++) {
      for (let k = 0; k < 3; k++, at++) {
        const i = 2 * y * stride + 6 * x + k;
        out[at] = (rgb[i]! + rgb[i + 3]! + rgb[i + stride]! + rgb[i + stride + 3]! + 2) >> 2;
      }
    }
  }
}

/** Index of the nearest of the four samples of pixel `i`. */
function nearestOfFour(depthM: Float32Array, i: number, widthPx: number): number {
  const stride = 2 * widthPx;
  const first = 2 * Math.floor(i / widthPx) * stride + 2 * (i % widthPx);
  let nearest = first;
  if (depthM[first + 1]! < depthM[nearest]!) nearest = first + 1;
  if (depthM[first + stride]! < depthM[nearest]!) nearest = first + stride;
  if (depthM[first + stride + 1]! < depthM[nearest]!) nearest = first + stride + 1;
  return nearest;
}
