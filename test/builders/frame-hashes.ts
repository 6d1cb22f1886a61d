import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Frame } from '../../harness/render/frame.ts';

export interface FrameHashes {
  readonly rgb: string;
  readonly depth: string;
  readonly segmentation: string;
}

/** What the frames of `frameScenes` must be, and by which version of the renderer. */
export interface GoldenFrames {
  readonly rendererVersion: number;
  readonly frames: Readonly<Record<string, FrameHashes>>;
}

export const GOLDEN_FILE = join(import.meta.dirname, '..', 'golden', 'frames.json');

/** Of nothing where that was not asked for. */
export function hashesOf({ rgb, depthM, segmentation }: Frame): FrameHashes {
  return { rgb: hash(rgb), depth: hash(depthM), segmentation: hash(segmentation) };
}

function hash(array: Uint8Array | Float32Array | Int32Array | null): string {
  if (array === null) return '';
  return createHash('sha256')
    .update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
    .digest('hex');
}
