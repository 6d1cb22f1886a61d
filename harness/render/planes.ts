/**
 * What changes linearly on a surface is, over z, linear on the screen: each quantity of a triangle as a plane over the
 * image (perspective-correct interpolation, Heckbert 1989), reckoned when the first sample of the triangle is shaded.
 */
import { SUBPIXELS } from './lens.ts';
import type { Triangles } from './triangles.ts';
import type { Vertices } from './vertices.ts';

/** Where the planes of a triangle begin: value at the middle of the first sample, change to the right, change down. */
export const AMBIENT = 0;
export const FACING = 3;
export const SHINE = 6;
/** Only under a texture; `INVERSE` is the plane of 1/z itself. */
export const U = 9;
export const V = 12;
export const INVERSE = 15;
export const STRIDE = 18;

const CURVED = 1;
const FLAT = 2;

export class Planes {
  values = new Float64Array(0);
  /** 0 not there yet, else `CURVED` or `FLAT`. */
  #ready = new Uint8Array(0);
  #vertices!: Vertices;
  #corners!: Int32Array;
  /** First corner in pixels, the others from there, 1 / area. */
  readonly #edges = new Float64Array(7);

  begin(vertices: Vertices, { count, corners }: Triangles): void {
    this.#vertices = vertices;
    this.#corners = corners;
    if (this.#ready.length < count) {
      this.#ready = new Uint8Array(2 * count);
      this.values = new Float64Array(2 * count * STRIDE);
    }
    this.#ready.fill(0, 0, count);
  }

  /** Makes the planes of triangle `id` if they are not there yet. True where the light is the same at all corners: then
   * its planes are not there, only their first numbers, which are the light itself. */
  demand(id: number, textured: boolean): boolean {
    if (this.#ready[id] === 0) this.#ready[id] = this.#make(id, textured);
    return this.#ready[id] === FLAT;
  }

  #make(id: number, textured: boolean): number {
    const { ambient, facing, shine, u, v } = this.#vertices;
    const at = id * STRIDE;
    this.#measure(id);
    if (textured) {
      this.#plane(at + U, id, u);
      this.#plane(at + V, id, v);
      this.#plane(at + INVERSE, id, null);
    }
    if (this.#same(id, ambient) && this.#same(id, facing) && this.#same(id, shine)) {
      const corner = this.#corners[3 * id]!;
      this.values[at + AMBIENT] = ambient[corner]!;
      this.values[at + FACING] = facing[corner]!;
      this.values[at + SHINE] = shine[corner]!;
      return FLAT;
    }
    this.#plane(at + AMBIENT, id, ambient);
    this.#plane(at + FACING, id, facing);
    this.#plane(at + SHINE, id, shine);
    return CURVED;
  }

  #same(id: number, column: Float64Array): boolean {
    const value = column[this.#corners[3 * id]!];
    return value === column[this.#corners[3 * id + 1]!] && value === column[this.#corners[3 * id + 2]!];
  }

  #measure(id: number): void {
    const { screenX, screenY } = this.#vertices;
    const a = this.#corners[3 * id]!;
    const b = this.#corners[3 * id + 1]!;
    const c = this.#corners[3 * id + 2]!;
    const e = this.#edges;
    e[0] = screenX[a]! / SUBPIXELS;
    e[1] = screenY[a]! / SUBPIXELS;
    e[2] = screenX[b]! / SUBPIXELS - e[0];
    e[3] = screenY[b]! / SUBPIXELS - e[1];
    e[4] = screenX[c]! / SUBPIXELS - e[0];
    e[5] = screenY[c]! / SUBPIXELS - e[1];
    e[6] = 1 / (e[2] * e[5] - e[3] * e[4]);
  }

  /** The plane of `column` over z; of 1 over z without a column. */
  #plane(at: number, id: number, column: Float64Array | null): void {
    const { inverseZ } = this.#vertices;
    const a = this.#corners[3 * id]!;
    const b = this.#corners[3 * id + 1]!;
    const c = this.#corners[3 * id + 2]!;
    const e = this.#edges;
    const fa = inverseZ[a]! * (column ? column[a]! : 1);
    const fb = inverseZ[b]! * (column ? column[b]! : 1) - fa;
    const fc = inverseZ[c]! * (column ? column[c]! : 1) - fa;
    const right = (fb * e[5]! - fc * e[3]!) * e[6]!;
    const down = (fc * e[2]! - fb * e[4]!) * e[6]!;
    this.values[at] = fa + right * (0.5 - e[0]!) + down * (0.5 - e[1]!);
    this.values[at + 1] = right;
    this.values[at + 2] = down;
  }
}
