/** Groups of pixels as the coordinates of answers. */
import type { Box, Waypoint } from '../grounding/answer.ts';

interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** The least box around pixels, row-major indices of an image. */
export function boxOf(pixels: readonly number[], { widthPx, heightPx }: Size): Box {
  let [left, top, right, bottom] = [widthPx, heightPx, 0, 0];
  for (const i of pixels) {
    const u = i % widthPx;
    const v = (i - u) / widthPx;
    [left, right, top, bottom] = [Math.min(left, u), Math.max(right, u + 1), Math.min(top, v), Math.max(bottom, v + 1)];
  }
  return {
    x: (left + right) / 2 / widthPx,
    y: (top + bottom) / 2 / heightPx,
    width: (right - left) / widthPx,
    height: (bottom - top) / heightPx,
  };
}

/** The pixel nearest to the middle of a box, at its centre. */
export function nearestTo({ x, y }: Box, pixels: readonly number[], { widthPx, heightPx }: Size): Waypoint {
  let [best, least] = [0, Infinity];
  for (const i of pixels) {
    const away = ((i % widthPx) + 0.5 - x * widthPx) ** 2 + (Math.floor(i / widthPx) + 0.5 - y * heightPx) ** 2;
    if (away < least) [best, least] = [i, away];
  }
  return [((best % widthPx) + 0.5) / widthPx, (Math.floor(best / widthPx) + 0.5) / heightPx];
}

/** A straight path of four waypoints, as many as VLA-R1 prints. */
export function straight(from: Waypoint, to: Waypoint): readonly Waypoint[] {
  return [0, 1 / 3, 2 / 3, 1].map((t) => [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t]);
}
