/** Antialiasing: a picture drawn twice as large, each pixel the mean of four samples (supersampling). */
import type { Frame } from './frame.ts';

/** Depth and segmentation are those of the nearest of the four: a mean of two things would be neither. */
export function halved(large: Frame): Frame {
  const widthPx = large.widthPx / 2;
  const heightPx = large.heightPx / 2;
  const nearest = large.depthM ? nearestOfFour(large.depthM, widthPx, heightPx) : null;
  return {
    widthPx,
    heightPx,
    rgb: meanOfFour(large.rgb, widthPx, heightPx),
    depthM: nearest && Float32Array.from(nearest, (i) => large.depthM![i]!),
    segmentation: large.segmentation && nearest && Int32Array.from(nearest, (i) => large.segmentation![i]!),
  };
}

function meanOfFour(rgb: Uint8Array, widthPx: number, heightPx: number): Uint8Array {
  const out = new Uint8Array(3 * widthPx * heightPx);
  const stride = 6 * widthPx;
  for (let y = 0, at = 0; y < heightPx; y++) {
    for (let x = 0; x < widthPx; x++) {
      for (let k = 0; k < 3; k++, at++) {
        const i = 2 * y * stride + 6 * x + k;
        out[at] = (rgb[i]! + rgb[i + 3]! + rgb[i + stride]! + rgb[i + stride + 3]! + 2) >> 2;
      }
    }
  }
  return out;
}

/** Index of the nearest of the four samples of each pixel. */
function nearestOfFour(depthM: Float32Array, widthPx: number, heightPx: number): Int32Array {
  const out = new Int32Array(widthPx * heightPx);
  const stride = 2 * widthPx;
  for (let i = 0; i < out.length; i++) {
    const first = 2 * Math.floor(i / widthPx) * stride + 2 * (i % widthPx);
    let nearest = first;
    for (const other of [first + 1, first + stride, first + stride + 1]) {
      if (depthM[other]! < depthM[nearest]!) nearest = other;
    }
    out[i] = nearest;
  }
  return out;
}
