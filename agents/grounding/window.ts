/** Rectangles of whole pixels. */
import type { Box } from './answer.ts';

/** `right` and `bottom` are outside. */
export interface Window {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** The pixels that a box touches, at least one; what lies outside the image is cut off. */
export function windowOf({ x, y, width, height }: Box, { widthPx, heightPx }: Size): Window {
  const left = within(Math.floor((x - width / 2) * widthPx), widthPx);
  const top = within(Math.floor((y - height / 2) * heightPx), heightPx);
  const right = Math.max(left + 1, Math.min(widthPx, Math.ceil((x + width / 2) * widthPx)));
  const bottom = Math.max(top + 1, Math.min(heightPx, Math.ceil((y + height / 2) * heightPx)));
  return { left, top, right, bottom };
}

export function widened({ left, top, right, bottom }: Window, byPx: number, { widthPx, heightPx }: Size): Window {
  return {
    left: Math.max(0, left - byPx),
    top: Math.max(0, top - byPx),
    right: Math.min(widthPx, right + byPx),
    bottom: Math.min(heightPx, bottom + byPx),
  };
}

export const areaOf = ({ left, top, right, bottom }: Window): number => (right - left) * (bottom - top);

const within = (value: number, size: number): number => Math.min(size - 1, Math.max(0, value));
