import type { CameraImage } from '../../harness/types.ts';

/** How far two pictures of the same moment say the same. */
export interface Agreement {
  /** Share of pixels with the same name. */
  readonly segmentation: number;
  /** 99th percentile of the difference in depth over all pixels, metres. */
  readonly depthP99M: number;
  /** Mean difference of colour channels, in steps of 255; renderers need not agree on it. */
  readonly rgbMean: number;
}

export function agreement(a: CameraImage, b: CameraImage): Agreement {
  const apart = a.depthM!.map((depth, i) => Math.abs(depth - b.depthM![i]!)).sort();
  const same = a.segmentation!.reduce((count, name, i) => count + (name === b.segmentation![i]! ? 1 : 0), 0);
  const rgb = a.rgb.reduce((sum, value, i) => sum + Math.abs(value - b.rgb[i]!), 0);
  return {
    segmentation: same / a.segmentation!.length,
    depthP99M: apart[Math.floor(0.99 * apart.length)]!,
    rgbMean: rgb / a.rgb.length,
  };
}
