/** Frames as pictures to look at: colours as they are, names as colours, depth as brightness. */
import type { Frame } from '../render/frame.ts';
import type { Rgb } from '../types.ts';

export type PictureKind = 'rgb' | 'segmentation' | 'depth';

export interface Picture {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Row-major, 3 bytes a pixel. */
  readonly rgb: Uint8Array;
}

/** The frame must hold what the kind shows; `farM` is that of its camera, `names` those of the segmentation. */
export function pictureOf(frame: Frame, kind: PictureKind, farM: number, names: readonly string[]): Picture {
  const { widthPx, heightPx } = frame;
  if (kind === 'segmentation') return { widthPx, heightPx, rgb: colored(frame.segmentation!, names) };
  if (kind === 'depth') return { widthPx, heightPx, rgb: shaded(frame.depthM!, farM) };
  return { widthPx, heightPx, rgb: frame.rgb };
}

/** Of bodies and zones: told apart from each other on a dark and on a light page; bytes. */
const COLORS: readonly Rgb[] = [
  [228, 87, 70],
  [64, 132, 214],
  [238, 178, 52],
  [86, 170, 104],
  [158, 104, 196],
  [62, 180, 186],
  [222, 120, 174],
  [158, 122, 82],
  [140, 190, 66],
  [104, 118, 220],
  [240, 142, 84],
];
/** What is in every scene steps back. */
const GREYS: Readonly<Record<string, Rgb>> = {
  table: [92, 97, 106],
  floor: [58, 62, 70],
  gripper: [214, 217, 222],
  arm: [158, 164, 173],
};
const NOTHING: Rgb = [24, 26, 30];

export const colorOf = (name: string, index: number): Rgb => GREYS[name] ?? COLORS[index % COLORS.length]!;

function colored(segmentation: Int32Array, names: readonly string[]): Uint8Array {
  const colors = names.map(colorOf);
  const rgb = new Uint8Array(segmentation.length * 3);
  for (let i = 0; i < segmentation.length; i++) {
    const color = colors[segmentation[i]!] ?? NOTHING;
    rgb[i * 3] = color[0];
    rgb[i * 3 + 1] = color[1];
    rgb[i * 3 + 2] = color[2];
  }
  return rgb;
}

export interface DepthRange {
  readonly nearestM: number;
  readonly farthestM: number;
}

/** Of all that is there; null where there is nothing. */
export function depthRange(depthM: Float32Array, farM: number): DepthRange | null {
  const limitM = Math.fround(farM);
  let [nearestM, farthestM] = [Number.POSITIVE_INFINITY, 0];
  for (const each of depthM) {
    if (each >= limitM) continue;
    if (each < nearestM) nearestM = each;
    if (each > farthestM) farthestM = each;
  }
  return farthestM > 0 ? { nearestM, farthestM } : null;
}

const [DIM, BRIGHT] = [40, 245];

/** Brightness falls with 1/depth, from the nearest to the farthest: what is near gets most of the contrast. */
function shaded(depthM: Float32Array, farM: number): Uint8Array {
  const rgb = new Uint8Array(depthM.length * 3);
  const range = depthRange(depthM, farM);
  if (range === null) return rgb;
  const dimmest = 1 / range.farthestM;
  const gain = (BRIGHT - DIM) / Math.max(1 / range.nearestM - dimmest, 1e-9);
  const limitM = Math.fround(farM);
  for (let i = 0; i < depthM.length; i++) {
    const value = depthM[i]! >= limitM ? 0 : DIM + gain * (1 / depthM[i]! - dimmest);
    rgb[i * 3] = rgb[i * 3 + 1] = rgb[i * 3 + 2] = value;
  }
  return rgb;
}
