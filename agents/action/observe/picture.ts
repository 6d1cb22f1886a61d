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
export function fitOf({ renderPx, sizePx = renderPx, fit, rotateDeg, mirror, layout, range }: ImageEntry): Fit {
  const size: Size = [sizePx[0], sizePx[1]];
  const turned = rotateDeg === 180;
  const resized = resizer(renderPx, size, fit, { columns: turned !== mirror, rows: turned });
  return ({ rgb }) => laidOut(resized(rgb), size, layout, range);
}

/** Axes along which a picture is read from the far end: both turn it by 180 degrees, one mirrors it. */
interface Flips {
  readonly columns: boolean;
  readonly rows: boolean;
}

function resizer(from: Size, to: Size, fit: ImageEntry['fit'], flips: Flips): (rgb: Uint8Array) => Uint8Array {
  if (from[0] === to[0] && from[1] === to[1]) {
    return flips.columns || flips.rows ? (rgb) => flipped(rgb, from, flips) : (rgb) => rgb;
  }
  const { crop, fill } = PLACING[fit](from, to);
  const alongRows = rowResampler(
    from,
    tapsOf({ size: from[0], from: crop.left, length: crop.width, out: fill.width, mirrored: flips.columns }),
  );
  const rows = tapsOf({ size: from[1], from: crop.top, length: crop.height, out: fill.height, mirrored: flips.rows });
  return (rgb) => {
    const out = new Uint8Array(to[0] * to[1] * 3);
    alongColumns(alongRows(rgb), fill.width, rows, { ...fill, out, widthPx: to[0] });
    return out;
  };
}

function flipped(rgb: Uint8Array, [width, height]: Size, { columns, rows }: Flips): Uint8Array {
  const out = new Uint8Array(rgb.length);
  const step = columns ? -3 : 3;
  for (let row = 0, from = 0; row < height; row++) {
    let to = 3 * ((rows ? height - 1 - row : row) * width + (columns ? width - 1 : 0));
    for (let column = 0; column < width; column++, from += 3, to += step) {
      out[to] = rgb[from]!;
      out[to + 1] = rgb[from + 1]!;
      out[to + 2] = rgb[from + 2]!;
    }
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
