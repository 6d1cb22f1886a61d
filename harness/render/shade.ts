/**
 * Colour of what is seen. Light was reckoned at the vertices; between them it changes linearly on the surface, so that
 * each quantity over z is linear on the screen (perspective-correct interpolation). Each sample gets two colours, in the
 * sun and out of it, and the share of the sun that reaches it.
 */
import type { Batch } from './batch.ts';
import { type Lens, SUBPIXELS } from './lens.ts';
import type { Sun } from './lighting.ts';
import { composed, type Rigid } from './rigid.ts';
import { type ShadowMap, sunlight } from './shadow.ts';
import { levelFor, sample, type Texture } from './texture.ts';
import type { Triangles } from './triangles.ts';
import type { Vertices } from './vertices.ts';

/** A triangle's quantities over z as planes over the screen: value at the first sample, change to the right, change down. */
const AMBIENT = 0;
const FACING = 3;
const SHINE = 6;
const U = 9;
const V = 12;
const INVERSE = 15;
const STRIDE = 18;
/** How steeply the sun may graze a surface before the bias of its shadow test grows no more. */
const STEEPEST = 8;
const LEAST_BIAS_M = 0.001;

/** Where results of `Shader.at` lie: colours 0..255 in the sun and out of it, share of the sun 0..255, place in the sun's frame. */
export const LIT = 0;
export const SHADE = 3;
export const SHARE = 6;
export const SUN_PLACE = 7;

export interface Shading {
  readonly vertices: Vertices;
  readonly triangles: Triangles;
  readonly batches: readonly Batch[];
  readonly sun: Sun;
  readonly lens: Lens;
  readonly toSun: Rigid;
  /** All of them must let the sun through; empty without shadows. */
  readonly maps: readonly ShadowMap[];
}

export class Shader {
  /** Results of `at`. */
  readonly out = new Float64Array(10);
  readonly #texel = new Float64Array(3);
  readonly #base = new Float64Array(3);
  #shading!: Shading;
  #planes = new Float64Array(0);
  #ready = new Uint8Array(0);
  /** A sample (x, y) at depth z lies at z (g x + h y + k) + s in the sun's frame: g, h, k, s for each axis. */
  #rays: Float64Array = new Float64Array(12);

  begin(shading: Shading): void {
    this.#shading = shading;
    const { count } = shading.triangles;
    if (this.#ready.length < count) {
      this.#ready = new Uint8Array(2 * count);
      this.#planes = new Float64Array(2 * count * STRIDE);
    }
    this.#ready.fill(0, 0, count);
    this.#rays = raysTo(shading.toSun, shading.lens);
  }

  /** Shades the sample in column x and row y, where triangle `id` is seen; writes `out`. */
  at(id: number, x: number, y: number, nearness: number): void {
    if (this.#ready[id] === 0) this.#prepare(id);
    const planes = this.#planes;
    const p = id * STRIDE;
    const z = 1 / nearness;
    const { sun, batches, triangles } = this.#shading;
    const batch = batches[triangles.batches[id]!]!;
    const side = triangles.sides[id]!;
    const facing = (planes[p + FACING]! + planes[p + FACING + 1]! * x + planes[p + FACING + 2]! * y) * z * side;
    const shine = (planes[p + SHINE]! + planes[p + SHINE + 1]! * x + planes[p + SHINE + 2]! * y) * z * side;
    const ambient = (planes[p + AMBIENT]! + planes[p + AMBIENT + 1]! * x + planes[p + AMBIENT + 2]! * y) * z;
    const base = this.#base;
    if (batch.texture) this.#textured(batch, p, x, y, z);
    else for (let k = 0; k < 3; k++) base[k] = 255 * batch.color[k]!;
    const diffuse = facing > 0 ? sun.diffuse * facing : 0;
    const gloss = facing > 0 && shine > 0 ? 255 * sun.specular * sixteenth(shine) : 0;
    const { out } = this;
    for (let k = 0; k < 3; k++) {
      const tint = base[k]! * sun.color[k]!;
      out[SHADE + k] = tint * ambient;
      out[LIT + k] = tint * (ambient + diffuse) + gloss * sun.color[k]!;
    }
    this.#shadow(x, y, z, facing);
  }

  #shadow(x: number, y: number, z: number, facing: number): void {
    const { maps } = this.#shading;
    const { out } = this;
    out[SHARE] = 255;
    if (maps.length === 0) return;
    const r = this.#rays;
    const sunX = z * (r[0]! * x + r[1]! * y + r[2]!) + r[3]!;
    const sunY = z * (r[4]! * x + r[5]! * y + r[6]!) + r[7]!;
    const sunZ = z * (r[8]! * x + r[9]! * y + r[10]!) + r[11]! + biasAt(facing, maps[0]!.texelM);
    out[SUN_PLACE] = sunX;
    out[SUN_PLACE + 1] = sunY;
    out[SUN_PLACE + 2] = sunZ;
    if (facing <= 0) return;
    for (let i = 0; i < maps.length; i++) {
      const share = sunlight(maps[i]!, sunX, sunY, sunZ);
      if (share < out[SHARE]!) out[SHARE] = share;
    }
  }

  #textured({ texture, color }: Batch, p: number, x: number, y: number, z: number): void {
    const planes = this.#planes;
    const u = (planes[p + U]! + planes[p + U + 1]! * x + planes[p + U + 2]! * y) * z;
    const v = (planes[p + V]! + planes[p + V + 1]! * x + planes[p + V + 2]! * y) * z;
    sample(levelFor(texture!, this.#texelsAStep(p, u, v, z, texture!)), u, v, this.#texel);
    for (let k = 0; k < 3; k++) this.#base[k] = this.#texel[k]! * color[k]!;
  }

  /** How far one step on the screen goes on the texture, texels squared, the mean of a step right and a step down. */
  #texelsAStep(p: number, u: number, v: number, z: number, { levels }: Texture): number {
    const planes = this.#planes;
    const { widthPx, heightPx } = levels[0]!;
    const rightU = (planes[p + U + 1]! - u * planes[p + INVERSE + 1]!) * z * widthPx;
    const rightV = (planes[p + V + 1]! - v * planes[p + INVERSE + 1]!) * z * heightPx;
    const downU = (planes[p + U + 2]! - u * planes[p + INVERSE + 2]!) * z * widthPx;
    const downV = (planes[p + V + 2]! - v * planes[p + INVERSE + 2]!) * z * heightPx;
    return (rightU * rightU + rightV * rightV + downU * downU + downV * downV) / 2;
  }

  /** Planes of a triangle, when the first sample of it is shaded. */
  #prepare(id: number): void {
    this.#ready[id] = 1;
    const { vertices, triangles, batches } = this.#shading;
    const edges = edgesOf(vertices, triangles.corners, id);
    const p = id * STRIDE;
    this.#plane(p + AMBIENT, vertices.ambient, edges);
    this.#plane(p + FACING, vertices.facing, edges);
    this.#plane(p + SHINE, vertices.shine, edges);
    if (!batches[triangles.batches[id]!]!.texture) return;
    this.#plane(p + U, vertices.u, edges);
    this.#plane(p + V, vertices.v, edges);
    this.#plane(p + INVERSE, null, edges);
  }

  /** The plane of `column` over z; of 1 over z without a column. */
  #plane(at: number, column: Float64Array | null, e: Edges): void {
    const { inverseZ } = this.#shading.vertices;
    const fa = inverseZ[e.a]! * (column ? column[e.a]! : 1);
    const fb = inverseZ[e.b]! * (column ? column[e.b]! : 1) - fa;
    const fc = inverseZ[e.c]! * (column ? column[e.c]! : 1) - fa;
    const right = (fb * e.cy - fc * e.by) * e.inverseArea;
    const down = (fc * e.bx - fb * e.cx) * e.inverseArea;
    this.#planes[at] = fa + right * (0.5 - e.ax) + down * (0.5 - e.ay);
    this.#planes[at + 1] = right;
    this.#planes[at + 2] = down;
  }
}

/** Corners of a triangle; the first in pixels, the others from there. */
interface Edges {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
  readonly cx: number;
  readonly cy: number;
  readonly inverseArea: number;
}

function edgesOf({ screenX, screenY }: Vertices, corners: Int32Array, id: number): Edges {
  const a = corners[3 * id]!;
  const b = corners[3 * id + 1]!;
  const c = corners[3 * id + 2]!;
  const ax = screenX[a]! / SUBPIXELS;
  const ay = screenY[a]! / SUBPIXELS;
  const bx = screenX[b]! / SUBPIXELS - ax;
  const by = screenY[b]! / SUBPIXELS - ay;
  const cx = screenX[c]! / SUBPIXELS - ax;
  const cy = screenY[c]! / SUBPIXELS - ay;
  return { a, b, c, ax, ay, bx, by, cx, cy, inverseArea: 1 / (bx * cy - by * cx) };
}

const sixteenth = (value: number): number => {
  const second = value * value;
  const fourth = second * second;
  const eighth = fourth * fourth;
  return eighth * eighth;
};

function biasAt(facing: number, texelM: number): number {
  const flat = facing > 0 ? facing : 0;
  const steepness = Math.sqrt(flat < 1 ? 1 - flat * flat : 0) / (flat > 1 / STEEPEST ? flat : 1 / STEEPEST);
  return LEAST_BIAS_M + 1.5 * texelM * steepness;
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
