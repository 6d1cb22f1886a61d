/** What is drawn for a request, a sample a pixel, and the frame that is made of it. */
import type { Frame, FrameRequest, Picture } from './frame.ts';
import { halved } from './halve.ts';

/** Twice as large for antialiasing; then depth and segmentation go together: the nearest of four samples says which. */
export function sampled(request: FrameRequest): FrameRequest {
  const { widthPx, heightPx, depth, segmentation, antialias } = request;
  if (antialias === 1) return request;
  return { ...request, widthPx: 2 * widthPx, heightPx: 2 * heightPx, depth: depth || segmentation, antialias: 1 };
}

/** @param picture of `sampled(request)`; without antialiasing the frame keeps its memory */
export function resolved({ widthPx, heightPx, depth, antialias }: FrameRequest, picture: Picture): Frame {
  const { rgb, depthM, segmentation } = picture;
  const frame = { rgb: new Uint8Array(rgb.buffer, rgb.byteOffset, rgb.length), depthM, segmentation };
  if (antialias === 1) return { widthPx, heightPx, ...frame };
  const half = halved({ widthPx: 2 * widthPx, heightPx: 2 * heightPx, ...frame });
  return depth ? half : { ...half, depthM: null };
}
