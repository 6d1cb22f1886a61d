/**
 * How well one box matches another. Boxes are fractions of the image with (x, y) the centre; what lies outside the image
 * is cut off first, as the reward code of VLA-R1 does (GigaAI-research/VLA-R1, RFT_training).
 */
import type { Box } from '../answer.ts';

interface Corners {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** |A n B| / |A u B| in [0, 1]; 0 where both are empty. */
export function iou(a: Box, b: Box): number {
  const { shared, union } = overlap(cornersOf(a), cornersOf(b));
  return union > 0 ? shared / union : 0;
}

/**
 * Generalised IoU in (-1, 1]: IoU - (|C| - |A u B|) / |C| with C the smallest box around both. Unlike IoU it says how far
 * apart two boxes are that do not meet.
 * Source: H. Rezatofighi et al., CVPR 2019 (arXiv 1902.09630).
 */
export function giou(a: Box, b: Box): number {
  const [first, second] = [cornersOf(a), cornersOf(b)];
  const { shared, union } = overlap(first, second);
  const around = areaOf({
    left: Math.min(first.left, second.left),
    top: Math.min(first.top, second.top),
    right: Math.max(first.right, second.right),
    bottom: Math.max(first.bottom, second.bottom),
  });
  if (around <= 0) return 0;
  return (union > 0 ? shared / union : 0) - (around - union) / around;
}

/**
 * Predicted area / true area; null for a truth without area. A model that GIoU rewards learns to draw bigger boxes where it
 * is unsure: 1 beside the same IoU is another skill than 3.
 */
export function areaRatio(predicted: Box, truth: Box): number | null {
  const area = areaOf(cornersOf(truth));
  return area > 0 ? areaOf(cornersOf(predicted)) / area : null;
}

function cornersOf({ x, y, width, height }: Box): Corners {
  return {
    left: clipped(x - width / 2),
    top: clipped(y - height / 2),
    right: clipped(x + width / 2),
    bottom: clipped(y + height / 2),
  };
}

/** To the image. */
export const clipped = (coordinate: number): number => Math.min(1, Math.max(0, coordinate));

const areaOf = ({ left, top, right, bottom }: Corners): number => Math.max(0, right - left) * Math.max(0, bottom - top);

function overlap(a: Corners, b: Corners): { readonly shared: number; readonly union: number } {
  const shared = areaOf({
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  });
  return { shared, union: areaOf(a) + areaOf(b) - shared };
}
