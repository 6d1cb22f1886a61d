/** What a segmented picture shows of one thing. */
import type { CameraImage } from '../../harness/types.ts';
import type { Box, Waypoint } from '../grounding/answer.ts';

export interface Mask {
  readonly box: Box;
  /** The middle of the box, or the place of the thing that is nearest to it. */
  readonly middle: Waypoint;
}

/** Null where nothing of it shows. */
export function maskOf({ widthPx, heightPx, segmentation }: CameraImage, name: number): Mask | null {
  if (!segmentation) throw new Error('a mask needs segmentation');
  const pixels: number[] = [];
  let [left, top, right, bottom] = [widthPx, heightPx, 0, 0];
  for (let i = segmentation.indexOf(name); i >= 0 && i < segmentation.length; i++) {
    if (segmentation[i] !== name) continue;
    pixels.push(i);
    const u = i % widthPx;
    const v = (i - u) / widthPx;
    [left, right] = [Math.min(left, u), Math.max(right, u + 1)];
    [top, bottom] = [Math.min(top, v), Math.max(bottom, v + 1)];
  }
  if (pixels.length === 0) return null;
  const box = {
    x: (left + right) / 2 / widthPx,
    y: (top + bottom) / 2 / heightPx,
    width: (right - left) / widthPx,
    height: (bottom - top) / heightPx,
  };
  return { box, middle: nearest(pixels, widthPx, heightPx, box) };
}

function nearest(pixels: readonly number[], widthPx: number, heightPx: number, { x, y }: Box): Waypoint {
  const place = (i: number): [number, number] => [(i % widthPx) + 0.5, Math.floor(i / widthPx) + 0.5];
  const away = ([u, v]: readonly [number, number]) => (u - x * widthPx) ** 2 + (v - y * heightPx) ** 2;
  const [u, v] = pixels.map(place).reduce((a, b) => (away(b) < away(a) ? b : a));
  return [u / widthPx, v / heightPx];
}
