/**
 * Colour of what is seen, a row of samples at a time: which triangle, what light falls there, which colour it meets, how
 * much of the sun arrives. The light was reckoned at the vertices; rows hold numbers side by side for the compiler's sake.
 */
import type { Batch } from './batch.ts';
import type { Lens } from './lens.ts';
import type { Sun } from './lighting.ts';
import { AMBIENT, FACING, INVERSE, Planes, SHINE, STRIDE, U, V } from './planes.ts';
import { NOTHING, type VisibilityBuffer } from './raster.ts';
import { composed, type Rigid } from './rigid.ts';
import { type ShadowMap, sunlight } from './shadow.ts';
import { levelFor, sample, type Texture } from './texture.ts';
import type { Triangles } from './triangles.ts';
import type { Vertices } from './vertices.ts';

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

/** How steeply the sun may graze a surface before the bias of its shadow test grows no more. */
const STEEPEST = 8;
const LEAST_BIAS_M = 0.001;

export class Shader {
  /** Columns of the samples of the row that was shaded last, and the batch each belongs to. */
  columns = new Int32Array(0);
  batchOf = new Int32Array(0);
  /** Metres along the optical axis. */
  z = new Float64Array(0);
  /** 3 numbers a sample: the surface's colour times the sun's, 0..255. */
  paint = new Float64Array(0);
  /** Shares of `paint` that come back without and with the sun, and the highlight that the sun adds, 0..255. */
  ambient = new Float64Array(0);
  diffuse = new Float64Array(0);
  gloss = new Float64Array(0);
  /** Share of the sun that arrives, 0..255. */
  share = new Float64Array(0);
  /** Place in the sun's frame, z raised by the bias; only with shadows. */
  sunX = new Float64Array(0);
  sunY = new Float64Array(0);
  sunZ = new Float64Array(0);
  readonly #planes = new Planes();
  #triangle = new Int32Array(0);
  #shading!: Shading;
  /** A sample (x, y) at depth z lies at z (g x + h y + k) + s in the sun's frame: g, h, k, s for each axis. */
  #rays: Float64Array = new Float64Array(12);

  begin(shading: Shading): void {
    this.#shading = shading;
    this.#planes.begin(shading.vertices, shading.triangles);
    this.#rays = raysTo(shading.toSun, shading.lens);
    if (shading.lens.widthPx > this.columns.length) this.#widen(shading.lens.widthPx);
  }

  get sunColor(): Sun['color'] {
    return this.#shading.sun.color;
  }

  /** Shades the samples of a row that show a triangle; gives their number. */
  row(buffer: VisibilityBuffer, y: number): number {
    const count = this.#gather(buffer, y);
    if (count === 0) return 0;
    this.#light(count, y);
    this.#color(count, y);
    if (this.#shading.maps.length > 0) this.#shadow(count, y);
    else this.share.fill(255, 0, count);
    return count;
  }

  #widen(widthPx: number): void {
    for (const name of ['columns', 'batchOf'] as const) this[name] = new Int32Array(widthPx);
    for (const name of ['z', 'ambient', 'diffuse', 'gloss', 'share', 'sunX', 'sunY', 'sunZ'] as const) {
      this[name] = new Float64Array(widthPx);
    }
    this.paint = new Float64Array(3 * widthPx);
    this.#triangle = new Int32Array(widthPx);
  }

  #gather({ triangles, nearness, widthPx, left, right }: VisibilityBuffer, y: number): number {
    const z = this.z;
    const triangle = this.#triangle;
    const { columns } = this;
    let count = 0;
    for (let x = left, i = y * widthPx + left; x <= right; x++, i++) {
      if (triangles[i] === NOTHING) continue;
      columns[count] = x;
      triangle[count] = triangles[i]!;
      z[count++] = 1 / nearness[i]!;
    }
    return count;
  }

  #light(count: number, y: number): void {
    const { triangles, batches, sun } = this.#shading;
    const { columns, batchOf, ambient, diffuse, gloss } = this;
    const planes = this.#planes;
    for (let k = 0; k < count; k++) {
      const id = this.#triangle[k]!;
      const batch = triangles.batches[id]!;
      planes.demand(id, batches[batch]!.texture !== null);
      batchOf[k] = batch;
      const { values } = planes;
      const p = id * STRIDE;
      const x = columns[k]!;
      const z = this.z[k]!;
      const side = triangles.sides[id]!;
      const facing = (values[p + FACING]! + values[p + FACING + 1]! * x + values[p + FACING + 2]! * y) * z * side;
      const shine = (values[p + SHINE]! + values[p + SHINE + 1]! * x + values[p + SHINE + 2]! * y) * z * side;
      ambient[k] = (values[p + AMBIENT]! + values[p + AMBIENT + 1]! * x + values[p + AMBIENT + 2]! * y) * z;
      diffuse[k] = facing > 0 ? sun.diffuse * facing : 0;
      gloss[k] = facing > 0 && shine > 0 ? 255 * sun.specular * sixteenth(shine) : 0;
    }
  }

  #color(count: number, y: number): void {
    const { batches, sun } = this.#shading;
    const [red, green, blue] = sun.color;
    const { paint, batchOf } = this;
    for (let k = 0, at = 0; k < count; k++, at += 3) {
      const { texture, color } = batches[batchOf[k]!]!;
      if (texture === null) paint[at] = paint[at + 1] = paint[at + 2] = 255;
      else this.#texel(texture, k, y);
      paint[at] = paint[at]! * color[0] * red;
      paint[at + 1] = paint[at + 1]! * color[1] * green;
      paint[at + 2] = paint[at + 2]! * color[2] * blue;
    }
  }

  /** The level of the texture follows from how far a step to the next sample goes on it, the mean of right and down. */
  #texel(texture: Texture, k: number, y: number): void {
    const { values } = this.#planes;
    const p = this.#triangle[k]! * STRIDE;
    const x = this.columns[k]!;
    const z = this.z[k]!;
    const u = (values[p + U]! + values[p + U + 1]! * x + values[p + U + 2]! * y) * z;
    const v = (values[p + V]! + values[p + V + 1]! * x + values[p + V + 2]! * y) * z;
    const { widthPx, heightPx } = texture.levels[0]!;
    const rightU = (values[p + U + 1]! - u * values[p + INVERSE + 1]!) * z * widthPx;
    const rightV = (values[p + V + 1]! - v * values[p + INVERSE + 1]!) * z * heightPx;
    const downU = (values[p + U + 2]! - u * values[p + INVERSE + 2]!) * z * widthPx;
    const downV = (values[p + V + 2]! - v * values[p + INVERSE + 2]!) * z * heightPx;
    const area = (rightU * rightU + rightV * rightV + downU * downU + downV * downV) / 2;
    sample(levelFor(texture, area), u, v, this.paint, 3 * k);
  }

  #shadow(count: number, y: number): void {
    const { maps, sun } = this.#shading;
    const { columns, diffuse, share, sunX, sunY, sunZ } = this;
    const r = this.#rays;
    const { texelM } = maps[0]!;
    for (let k = 0; k < count; k++) {
      const x = columns[k]!;
      const z = this.z[k]!;
      const facing = sun.diffuse > 0 ? diffuse[k]! / sun.diffuse : 0;
      sunX[k] = z * (r[0]! * x + r[1]! * y + r[2]!) + r[3]!;
      sunY[k] = z * (r[4]! * x + r[5]! * y + r[6]!) + r[7]!;
      sunZ[k] = z * (r[8]! * x + r[9]! * y + r[10]!) + r[11]! + biasAt(facing, texelM);
      share[k] = 255;
      if (facing <= 0) continue;
      for (let i = 0; i < maps.length; i++) {
        share[k] = Math.min(share[k]!, sunlight(maps[i]!, sunX[k]!, sunY[k]!, sunZ[k]!));
      }
    }
  }
}

function sixteenth(value: number): number {
  const second = value * value;
  const fourth = second * second;
  const eighth = fourth * fourth;
  return eighth * eighth;
}

/** A texel covers a piece of a slope: what lies this much lower than its middle is still the same surface. */
function biasAt(facing: number, texelM: number): number {
  const across = Math.sqrt(facing < 1 ? 1 - facing * facing : 0);
  return LEAST_BIAS_M + (1.5 * texelM * across) / (facing > 1 / STEEPEST ? facing : 1 / STEEPEST);
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
