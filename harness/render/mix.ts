import type { Shader } from './shade.ts';

/** Lays the row that was shaded last over a picture. */
export function mix(shader: Shader, count: number, rowStart: number, alpha: number, rgb: Uint8ClampedArray): void {
  const { columns, paint, ambient, diffuse, gloss, share, sunColor } = shader;
  for (let k = 0; k < count; k++) {
    const sun = share[k]! / 255;
    const light = ambient[k]! + diffuse[k]! * sun;
    const extra = gloss[k]! * sun;
    for (let c = 0, at = 3 * (rowStart + columns[k]!); c < 3; c++, at++) {
      const color = paint[3 * k + c]! * light + extra * sunColor[c]!;
      rgb[at] = alpha === 1 ? color : rgb[at]! + (color - rgb[at]!) * alpha;
    }
  }
}
