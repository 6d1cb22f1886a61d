import type { CameraImage } from '../../../harness/types.ts';
import type { ImageEntry } from '../map/schema.ts';
import type { Tensor } from '../model.ts';
import { alongColumns, rowResampler } from './resample.ts';
import { tapsOf } from './taps.ts';

/** A picture of the drawn size as the model wants it. Pixels are copied only where something is changed. */
export type Fit = (image: Pick<CameraImage, 'rgb'>) => Tensor;

/** The part of the (turned) picture that is kept, and the part of the result that it fills; pixels. */
interface Placing {
  readonly crop: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  readonly fill: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
}

type Size = readonly [width: number, height: number];

const whole = ([width, height]: Size) => ({ left: 0, top: 0, width, height });

const PLACING: Readonly<Record<ImageEntry['fit'], (from: Size, to: Size) => Placing>> = {
  exact: (from, to) => ({ crop: whole(from), fill: whole(to) }),
  stretch: (from, to) => ({ crop: whole(from), fill: whole(to) }),
  /** All of the picture in the middle, black around it: `image_tools.resize_with_pad` of openpi-client. */
  pad: (from, to) => ({ crop: whole(from), fill: centred(inside(from, to), to) }),
  /** The largest part in the middle that has the shape of the result. */
  crop: (from, to) => ({ crop: centred(inside(to, from), from), fill: whole(to) }),
};

/** The largest size of the shape of `a` that fits into `b`. */
function inside(a: Size, b: Size): Size {
  const ratio = Math.max(a[0] / b[0], a[1] / b[1]);
  return [Math.trunc(a[0] / ratio), Math.trunc(a[1] / ratio)];
}

const centred = ([width, height]: Size, [w, h]: Size) => ({
  left: Math.trunc((w - width) / 2),
  top: Math.trunc((h - height) / 2),
  width,
  height,
});

/** Prepares the work once: weights are the same for every picture. */
export function fitOf({ renderPx, sizePx = renderPx, fit, rotateDeg, layout, range }: ImageEntry): Fit {
  const size: Size = [sizePx[0], sizePx[1]];
  const resized = resizer(renderPx, size, fit, rotateDeg === 180);
  return ({ rgb }) => laidOut(resized(rgb), size, layout, range);
}

function resizer(from: Size, to: Size, fit: ImageEntry['fit'], turned: boolean): (rgb: Uint8Array) => Uint8Array {
  if (from[0] === to[0] && from[1] === to[1]) return turned ? turnedAround : (rgb) => rgb;
  const { crop, fill } = PLACING[fit](from, to);
  const along = (size: number, start: number, length: number, out: number) =>
    tapsOf({ size, from: start, length, out, mirrored: turned });
  const alongRows = rowResampler(from, along(from[0], crop.left, crop.width, fill.width));
  const rows = along(from[1], crop.top, crop.height, fill.height);
  return (rgb) => {
    const out = new Uint8Array(to[0] * to[1] * 3);
    alongColumns(alongRows(rgb), fill.width, rows, { ...fill, out, widthPx: to[0] });
    return out;
  };
}

/** Turned by 180 degrees: the pixels in the opposite order. */
function turnedAround(rgb: Uint8Array): Uint8Array {
  const out = new Uint8Array(rgb.length);
  for (let from = 0, to = rgb.length - 3; to >= 0; from += 3, to -= 3) {
    out[to] = rgb[from]!;
    out[to + 1] = rgb[from + 1]!;
    out[to + 2] = rgb[from + 2]!;
  }
  return out;
}

function laidOut(
  rgb: Uint8Array,
  [width, height]: Size,
  layout: ImageEntry['layout'],
  range: ImageEntry['range'],
): Tensor {
  const shape = layout === 'hwc' ? [height, width, 3] : [3, height, width];
  const ordered = layout === 'hwc' ? rgb : planes(rgb);
  return { shape, data: range === 'uint8' ? ordered : unit(ordered) };
}

const UNIT = Float32Array.from({ length: 256 }, (_, value) => value / 255);

function unit(bytes: Uint8Array): Float32Array {
  const out = new Float32Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) out[i] = UNIT[bytes[i]!]!;
  return out;
}

function planes(rgb: Uint8Array): Uint8Array {
  const pixels = rgb.length / 3;
  const out = new Uint8Array(rgb.length);
  for (let pixel = 0, from = 0; pixel < pixels; pixel++, from += 3) {
    out[pixel] = rgb[from]!;
    out[pixels + pixel] = rgb[from + 1]!;
    out[2 * pixels + pixel] = rgb[from + 2]!;
  }
  return out;
}
