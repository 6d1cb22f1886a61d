import type { Shader } from './shade.ts';

/** Lays the row that was shaded last over a picture; without shadows all of it lies in the sun. */
export function mix(
  { columns, dark, bright, sunlight }: Shader,
  count: number,
  rowStart: number,
  alpha: number,
  shadows: boolean,
  rgb: Uint8ClampedArray,
): void {
  for (let k = 0, from = 0; k < count; k++) {
    const sun = shadows ? sunlight.share[k]! / 255 : 1;
    for (let end = from + 3, at = 3 * (rowStart + columns[k]!); from < end; from++, at++) {
      const color = sun === 1 ? bright[from]! : dark[from]! + (bright[from]! - dark[from]!) * sun;
      rgb[at] = alpha === 1 ? color : rgb[at]! + (color - rgb[at]!) * alpha;
    }
  }
}
