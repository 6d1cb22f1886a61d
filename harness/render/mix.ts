import type { Shader } from './shade.ts';

/** Lays the row that was shaded last over a picture. */
export function mix(shader: Shader, count: number, rowStart: number, alpha: number, rgb: Uint8ClampedArray): void {
  const { columns, dark, bright } = shader;
  const { share } = shader.sunlight;
  for (let k = 0, from = 0; k < count; k++) {
    const sun = share[k]! / 255;
    for (let end = from + 3, at = 3 * (rowStart + columns[k]!); from < end; from++, at++) {
      const color = dark[from]! + (bright[from]! - dark[from]!) * sun;
      rgb[at] = alpha === 1 ? color : rgb[at]! + (color - rgb[at]!) * alpha;
    }
  }
}
