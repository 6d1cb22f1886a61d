import type { FrameRequest, Picture } from '../render/frame.ts';

/** Room for the samples of a picture, in memory that threads share. */
export interface Canvas {
  readonly rgb: Uint8ClampedArray;
  readonly depthM: Float32Array;
  readonly segmentation: Int32Array;
}

export const newCanvas = (samples: number): Canvas => ({
  rgb: new Uint8ClampedArray(new SharedArrayBuffer(3 * samples)),
  depthM: new Float32Array(new SharedArrayBuffer(4 * samples)),
  segmentation: new Int32Array(new SharedArrayBuffer(4 * samples)),
});

/** The same one while it is large enough. */
export const roomFor = ({ widthPx, heightPx }: FrameRequest, known: Canvas | undefined): Canvas =>
  known && known.segmentation.length >= widthPx * heightPx ? known : newCanvas(widthPx * heightPx);

/** The part of a canvas that the picture of a request takes. */
export function pictureOn(canvas: Canvas, { widthPx, heightPx, depth, segmentation }: FrameRequest): Picture {
  const samples = widthPx * heightPx;
  return {
    rgb: canvas.rgb.subarray(0, 3 * samples),
    depthM: depth ? canvas.depthM.subarray(0, samples) : null,
    segmentation: segmentation ? canvas.segmentation.subarray(0, samples) : null,
  };
}

/** @param onto memory that another frame may have been on; null for memory of its own */
export function copied({ rgb, depthM, segmentation }: Picture, onto: Picture | null): Picture {
  if (!onto) return { rgb: rgb.slice(), depthM: depthM?.slice() ?? null, segmentation: segmentation?.slice() ?? null };
  onto.rgb.set(rgb);
  if (depthM) onto.depthM?.set(depthM);
  if (segmentation) onto.segmentation?.set(segmentation);
  return onto;
}
