/** What is drawn for a request, a sample a pixel, and the frame that is made of it. */
import type { Frame, FrameRequest, Picture } from './frame.ts';
import { halve } from './halve.ts';
import { framed, newPicture } from './picture.ts';

/** Twice as large for antialiasing; then depth and segmentation go together: the nearest of four samples says which. */
export function sampled(request: FrameRequest): FrameRequest {
  const { widthPx, heightPx, depth, segmentation, antialias } = request;
  if (antialias === 1) return request;
  return { ...request, widthPx: 2 * widthPx, heightPx: 2 * heightPx, depth: depth || segmentation, antialias: 1 };
}

/**
 * @param picture of `sampled(request)`; without antialiasing the frame keeps its memory
 * @param onto memory for a frame that is smaller than its picture; null for memory of its own
 */
export function resolved(request: FrameRequest, picture: Picture, onto: Picture | null): Frame {
  if (request.antialias === 1) return framed(request, picture);
  const small = onto ?? newPicture(request);
  halve(picture, small, request.widthPx);
  return framed(request, small);
}
