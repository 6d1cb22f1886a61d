/** What is asked of the renderer, and what it gives. */
import type { LightSpec, Pose, Rgb } from '../types.ts';
import type { VisualAssets, Visuals } from './visuals.ts';

/** All of a scene that does not change while an episode lasts. */
export interface Stage {
  readonly visuals: Visuals;
  readonly assets: VisualAssets;
  /** Index space of segmentation (`SimulatorReset.names`). */
  readonly names: readonly string[];
  readonly light: LightSpec;
  readonly background: Rgb;
}

/** Camera frame: x right, y down, z forward; square pixels; the optical axis through the middle of the image. */
export interface Eye {
  /** In the world. */
  readonly pose: Pose;
  readonly fovYRad: number;
  readonly nearM: number;
  readonly farM: number;
}

export interface FrameRequest {
  readonly eye: Eye;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly depth: boolean;
  readonly segmentation: boolean;
  /** 2 averages the colours of 2 x 2 samples a pixel; 1 takes one at its centre. */
  readonly antialias: 1 | 2;
}

/** Row-major from the top left. */
export interface Frame {
  readonly widthPx: number;
  readonly heightPx: number;
  /** 3 bytes a pixel. */
  readonly rgb: Uint8Array;
  /** Metres along the optical axis; `farM` where there is nothing. */
  readonly depthM: Float32Array | null;
  /** Index into `Stage.names`; -1 where there is nothing. */
  readonly segmentation: Int32Array | null;
}

/** A frame in the making, with one sample a pixel. */
export interface Picture {
  readonly rgb: Uint8ClampedArray;
  readonly depthM: Float32Array | null;
  readonly segmentation: Int32Array | null;
}
