/**
 * How much of the sun arrives at the samples of a row: each is carried into the sun's frame, raised a little so that a
 * surface does not shade itself, and asked for in every shadow map.
 */
import type { Lens } from './lens.ts';
import type { Sun } from './lighting.ts';
import { composed, type Rigid } from './rigid.ts';
import { type ShadowMap, sunShare } from './shadow.ts';

/** How steeply the sun may graze a surface before the bias of its shadow test grows no more. */
const STEEPEST = 8;
const LEAST_BIAS_M = 0.001;

export interface Sunshine {
  readonly sun: Sun;
  readonly lens: Lens;
  readonly toSun: Rigid;
  /** All of them must let the sun through; empty without shadows. */
  readonly maps: readonly ShadowMap[];
}

export class Sunlight {
  /** Share of the sun that arrives, 0..255. */
  share = new Float64Array(0);
  /** Place in the sun's frame, z raised by the bias; only with shadows. */
  x = new Float64Array(0);
  y = new Float64Array(0);
  z = new Float64Array(0);
  #maps: readonly ShadowMap[] = [];
  /** Where the sample lies that is being looked at: no arguments, see shade.ts. */
  readonly #sample = new Float64Array(3);
  /** A sample (x, y) at depth z lies at z (g x + h y + k) + s in the sun's frame: g, h, k, s for each axis. */
  #rays: Float64Array = new Float64Array(12);

  begin({ lens, toSun, maps }: Sunshine): void {
    this.#maps = maps;
    this.#rays = raysTo(toSun, lens);
    if (lens.widthPx <= this.share.length) return;
    for (const name of ['share', 'x', 'y', 'z'] as const) this[name] = new Float64Array(lens.widthPx);
  }

  row(count: number, row: number, columns: Int32Array, depths: Float64Array, facing: Float64Array): void {
    this.share.fill(255, 0, count);
    this.#place(count, row, columns, depths, facing);
    for (const map of this.#maps) this.#ask(map, count, facing);
  }

  /** Raised by a bias: a texel covers a piece of a slope, and what lies so much lower than its middle is the same surface. */
  #place(count: number, row: number, columns: Int32Array, depths: Float64Array, facing: Float64Array): void {
    const r = this.#rays;
    const { x, y, z } = this;
    const { texelM } = this.#maps[0]!;
    const startX = r[1]! * row + r[2]!;
    const startY = r[5]! * row + r[6]!;
    const startZ = r[9]! * row + r[10]!;
    for (let k = 0, cosine = Number.NaN, bias = 0; k < count; k++) {
      const column = columns[k]!;
      const depth = depths[k]!;
      if (facing[k] !== cosine) {
        cosine = facing[k]!;
        const towards = cosine > 0 ? cosine : 0;
        const sine = Math.sqrt(towards < 1 ? 1 - towards * towards : 0);
        bias = LEAST_BIAS_M + (1.5 * texelM * sine) / (towards > 1 / STEEPEST ? towards : 1 / STEEPEST);
      }
      x[k] = depth * (r[0]! * column + startX) + r[3]!;
      y[k] = depth * (r[4]! * column + startY) + r[7]!;
      z[k] = depth * (r[8]! * column + startZ) + r[11]! + bias;
    }
  }

  #ask(map: ShadowMap, count: number, facing: Float64Array): void {
    const { x, y, z, share } = this;
    const { low, high, bottom, top } = map.reach();
    const sample = this.#sample;
    for (let k = 0; k < count; k++) {
      if (facing[k]! <= 0 || !(x[k]! > low && x[k]! < high && y[k]! > bottom && y[k]! < top)) continue;
      sample[0] = x[k]!;
      sample[1] = y[k]!;
      sample[2] = z[k]!;
      const sun = sunShare(map, sample);
      if (sun < share[k]!) share[k] = sun;
    }
  }
}

function raysTo(toSun: Rigid, { cameraToWorld, focalPx, centerX, centerY }: Lens): Float64Array {
  const m = composed(toSun, cameraToWorld);
  const out = new Float64Array(12);
  for (let row = 0; row < 12; row += 4) {
    const g = m[row]! / focalPx;
    const h = m[row + 1]! / focalPx;
    out.set([g, h, g * (0.5 - centerX) + h * (0.5 - centerY) + m[row + 2]!, m[row + 3]!], row);
  }
  return out;
}
