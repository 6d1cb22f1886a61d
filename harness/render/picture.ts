/** Memory for pictures in the making, and the frames that they become. */
import type { Frame, FrameRequest, Picture } from './frame.ts';

/** Room for what a request asks for. */
export function newPicture({ widthPx, heightPx, depth, segmentation }: FrameRequest): Picture {
  const samples = widthPx * heightPx;
  return {
    rgb: new Uint8ClampedArray(3 * samples),
    depthM: depth ? new Float32Array(samples) : null,
    segmentation: segmentation ? new Int32Array(samples) : null,
  };
}

/** True for one that was made for a request of the same size and kind. */
export const fits = ({ rgb, depthM, segmentation }: Picture, request: FrameRequest): boolean =>
  rgb.length === 3 * request.widthPx * request.heightPx &&
  (depthM !== null) === request.depth &&
  (segmentation !== null) === request.segmentation;

/** The frame keeps the memory of its picture. */
export function framed({ widthPx, heightPx }: FrameRequest, { rgb, depthM, segmentation }: Picture): Frame {
  return { widthPx, heightPx, rgb: new Uint8Array(rgb.buffer, rgb.byteOffset, rgb.length), depthM, segmentation };
}
