/** Textures in levels, each half as large as the one before (mip maps, Williams 1983), read between texels. */
import type { TextureAsset } from './visuals.ts';

export interface Level {
  readonly widthPx: number;
  readonly heightPx: number;
  /** 3 numbers a texel, row-major from the top. */
  readonly rgb: Float32Array;
}

export interface Texture {
  readonly levels: readonly Level[];
}

/** Built once per image: scenes of an episode share them. */
const built = new WeakMap<TextureAsset, Texture>();

export function textureOf(image: TextureAsset): Texture {
  const known = built.get(image);
  if (known) return known;
  const levels: Level[] = [{ widthPx: image.widthPx, heightPx: image.heightPx, rgb: Float32Array.from(image.rgb) }];
  while (levels.at(-1)!.widthPx > 1 || levels.at(-1)!.heightPx > 1) levels.push(halved(levels.at(-1)!));
  const texture = { levels };
  built.set(image, texture);
  return texture;
}

/** Each texel the mean of the four it replaces; a side of one stays one. */
function halved({ widthPx, heightPx, rgb }: Level): Level {
  const [width, height] = [Math.max(1, widthPx >> 1), Math.max(1, heightPx >> 1)];
  const out = new Float32Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.min(2 * y, heightPx - 1), Math.min(2 * y + 1, heightPx - 1)];
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.min(2 * x, widthPx - 1), Math.min(2 * x + 1, widthPx - 1)];
      for (let c = 0; c < 3; c++) {
        const at = (row: number, column: number) => rgb[(row * widthPx + column) * 3 + c]!;
        out[(y * width + x) * 3 + c] = (at(top, left) + at(top, right) + at(bottom, left) + at(bottom, right)) / 4;
      }
    }
  }
  return { widthPx: width, heightPx: height, rgb: out };
}

/** The level at which a step of one pixel on the screen is at most two texels. */
export function levelFor({ levels }: Texture, texelsPerPixelSquared: number): Level {
  let level = 0;
  for (let area = texelsPerPixelSquared; area > 4 && level < levels.length - 1; area /= 4) level++;
  return levels[level]!;
}

/** Bilinear, repeating: writes three numbers 0..255 at `out[at]`. `v` points up, rows run down. Runs per sample. */
export function sample(level: Level, u: number, v: number, out: Float64Array, at: number): void {
  const { widthPx, heightPx, rgb } = level;
  const x = (u - Math.floor(u)) * widthPx - 0.5;
  const y = (1 - (v - Math.floor(v))) * heightPx - 0.5;
  const x0 = Math.floor(x) | 0;
  const y0 = Math.floor(y) | 0;
  const fx = x - x0;
  const fy = y - y0;
  const left = x0 < 0 ? widthPx - 1 : x0;
  const right = x0 + 1 >= widthPx ? 0 : x0 + 1;
  const top = (y0 < 0 ? heightPx - 1 : y0) * widthPx;
  const bottom = (y0 + 1 >= heightPx ? 0 : y0 + 1) * widthPx;
  const a = (top + left) * 3;
  const b = (top + right) * 3;
  const c = (bottom + left) * 3;
  const d = (bottom + right) * 3;
  out[at] = between(rgb[a]!, rgb[b]!, rgb[c]!, rgb[d]!, fx, fy);
  out[at + 1] = between(rgb[a + 1]!, rgb[b + 1]!, rgb[c + 1]!, rgb[d + 1]!, fx, fy);
  out[at + 2] = between(rgb[a + 2]!, rgb[b + 2]!, rgb[c + 2]!, rgb[d + 2]!, fx, fy);
}

function between(a: number, b: number, c: number, d: number, fx: number, fy: number): number {
  const upper = a + (b - a) * fx;
  return upper + (c + (d - c) * fx - upper) * fy;
}
