/** What a segmented picture shows of one thing. */
import type { CameraImage } from '../../harness/types.ts';
import type { Box, Waypoint } from '../grounding/answer.ts';
import { boxOf, nearestTo } from './pixels.ts';

export interface Mask {
  readonly box: Box;
  /** The place of the thing that is nearest to the middle of the box. */
  readonly middle: Waypoint;
}

/** Null where nothing of it shows; `index` is that of the segmentation. */
export function maskOf(image: CameraImage, index: number): Mask | null {
  const { segmentation } = image;
  if (!segmentation) throw new Error('a mask needs segmentation');
  const pixels: number[] = [];
  segmentation.forEach((each, i) => {
    if (each === index) pixels.push(i);
  });
  if (pixels.length === 0) return null;
  const box = boxOf(pixels, image);
  return { box, middle: nearestTo(box, pixels, image) };
}
