import type { Frame } from '../../../harness/render/frame.ts';
import type { Box, Waypoint } from '../answer.ts';

/** The pixels of one name in a picture. */
export interface Mask {
  readonly pixels: number;
  /** Around all of them, in fractions of the image; null without any. */
  readonly box: Box | null;
  /** Mean of their places; null without any. */
  readonly middle: Waypoint | null;
}

/** @param name index into the names of the frame's segmentation */
export function maskOf({ segmentation, widthPx, heightPx }: Frame, name: number): Mask {
  let [pixels, sumU, sumV] = [0, 0, 0];
  let [left, top, right, bottom] = [widthPx, heightPx, -1, -1];
  for (let v = 0, i = 0; v < heightPx; v++) {
    for (let u = 0; u < widthPx; u++, i++) {
      if (segmentation![i] !== name) continue;
      pixels++;
      sumU += u;
      sumV += v;
      if (u < left) left = u;
      if (u > right) right = u;
      if (v < top) top = v;
      bottom = v;
    }
  }
  if (pixels === 0) return { pixels, box: null, middle: null };
  const [width, height] = [(right + 1 - left) / widthPx, (bottom + 1 - top) / heightPx];
  const box = { x: left / widthPx + width / 2, y: top / heightPx + height / 2, width, height };
  return { pixels, box, middle: [(sumU / pixels + 0.5) / widthPx, (sumV / pixels + 0.5) / heightPx] };
}
