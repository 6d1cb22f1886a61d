/**
 * Colour of what is seen, a row of samples at a time, and in it a run of samples of one triangle at a time: which light
 * falls there, which colour it meets, how much of the sun arrives. Light was reckoned at the vertices.
 *
 * Numbers that are not whole go from step to step in typed arrays: as arguments of a function that is not inlined, each
 * would be an object of its own.
 */
import type { Batch } from './batch.ts';
import type { Lens } from './lens.ts';
import type { Sun } from './lighting.ts';
import { AMBIENT, FACING, INVERSE, Planes, SHINE, STRIDE, U, V } from './planes.ts';
import { NOTHING, type VisibilityBuffer } from './raster.ts';
import type { Rigid } from './rigid.ts';
import type { ShadowMap } from './shadow.ts';
import { Sunlight } from './sunlight.ts';
import { type Level, levelFor, sample, type Texture } from './texture.ts';
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

/** Samples (2^n) that share a level of a texture: blocks lie fixed in the image, wherever a run begins. */
const BLOCK_BITS = 4;

export class Shader {
  /** Columns of the samples of the row that was shaded last, and the index of the name each belongs to. */
  columns = new Int32Array(0);
  names = new Int32Array(0);
  /** Metres along the optical axis. */
  z = new Float64Array(0);
  /** 3 numbers a sample, 0..255 and above: its colour without the sun (only with shadows), and with all of it. */
  dark = new Float64Array(0);
  bright = new Float64Array(0);
  /** How much of the sun arrives, and where the sample lies in the sun's frame. */
  readonly sunlight = new Sunlight();
  readonly #planes = new Planes();
  #triangle = new Int32Array(0);
  /** Share of ambient light, cosine to the sun, cosine of the half vector. */
  #ambient = new Float64Array(0);
  #facing = new Float64Array(0);
  #shine = new Float64Array(0);
  /** 3 numbers a batch: its colour under the sun. */
  #colors = new Float64Array(0);
  #shading!: Shading;
  #shadows = false;
  #diffuse = 0;
  #specular = 0;

  begin(shading: Shading): void {
    this.#shading = shading;
    this.#shadows = shading.maps.length > 0;
    this.#diffuse = shading.sun.diffuse;
    this.#specular = shading.sun.specular;
    this.#color(shading);
    this.#planes.begin(shading.vertices, shading.triangles);
    this.sunlight.begin(shading);
    if (shading.lens.widthPx > this.columns.length) this.#widen(shading.lens.widthPx);
  }

  /** Shades the samples of a row that show a triangle; gives their number. */
  row(buffer: VisibilityBuffer, y: number): number {
    const count = this.#gather(buffer, y);
    const triangle = this.#triangle;
    for (let from = 0, to = 0; from < count; from = to) {
      const id = triangle[from]!;
      for (to = from + 1; to < count && triangle[to] === id; ) to++;
      this.#run(id, from, to, y);
    }
    if (this.#shadows && count > 0) this.sunlight.row(count, y, this.columns, this.z, this.#facing);
    return count;
  }

  #widen(widthPx: number): void {
    for (const name of ['columns', 'names'] as const) this[name] = new Int32Array(widthPx);
    for (const name of ['dark', 'bright'] as const) this[name] = new Float64Array(3 * widthPx);
    this.z = new Float64Array(widthPx);
    this.#ambient = new Float64Array(widthPx);
    this.#facing = new Float64Array(widthPx);
    this.#shine = new Float64Array(widthPx);
    this.#triangle = new Int32Array(widthPx);
  }

  #color({ batches, sun }: Shading): void {
    if (3 * batches.length > this.#colors.length) this.#colors = new Float64Array(3 * batches.length);
    for (let i = 0, at = 0; i < batches.length; i++)
      for (let k = 0; k < 3; k++, at++) this.#colors[at] = batches[i]!.color[k]! * sun.color[k]!;
  }

  #gather({ triangles, nearness, widthPx, lefts, rights }: VisibilityBuffer, y: number): number {
    const { columns, z } = this;
    const triangle = this.#triangle;
    const right = rights[y]!;
    let count = 0;
    for (let x = lefts[y]!, i = y * widthPx + x; x <= right; x++, i++) {
      if (triangles[i] === NOTHING) continue;
      columns[count] = x;
      triangle[count] = triangles[i]!;
      z[count++] = 1 / nearness[i]!;
    }
    return count;
  }

  #run(id: number, from: number, to: number, y: number): void {
    const { triangles, batches } = this.#shading;
    const index = triangles.batches[id]!;
    const { texture, name } = batches[index]!;
    const flat = this.#planes.demand(id, texture !== null);
    const { names } = this;
    for (let k = from; k < to; k++) names[k] = name; // most runs are two or three samples: too short for `fill`
    if (texture === null) this.#plain(index, from, to);
    else this.#textured(texture, index, id, from, to, y);
    if (flat) this.#lightFlat(id, from, to);
    else this.#light(id, from, to, y);
    this.#lay(from, to);
  }

  #plain(batch: number, from: number, to: number): void {
    const { bright } = this;
    const red = 255 * this.#colors[3 * batch]!;
    const green = 255 * this.#colors[3 * batch + 1]!;
    const blue = 255 * this.#colors[3 * batch + 2]!;
    for (let at = 3 * from; at < 3 * to; at += 3) {
      bright[at] = red;
      bright[at + 1] = green;
      bright[at + 2] = blue;
    }
  }

  #textured(texture: Texture, batch: number, id: number, from: number, to: number, y: number): void {
    const { columns, bright, z } = this;
    const { values } = this.#planes;
    const p = id * STRIDE;
    const red = this.#colors[3 * batch]!;
    const green = this.#colors[3 * batch + 1]!;
    const blue = this.#colors[3 * batch + 2]!;
    const u0 = values[p + U]! + values[p + U + 2]! * y;
    const v0 = values[p + V]! + values[p + V + 2]! * y;
    const u1 = values[p + U + 1]!;
    const v1 = values[p + V + 1]!;
    let level = texture.levels[0]!;
    for (let k = from, at = 3 * from, block = -1; k < to; k++, at += 3) {
      const x = columns[k]!;
      if (x >> BLOCK_BITS !== block) {
        block = x >> BLOCK_BITS;
        level = this.#level(texture, p, (block << BLOCK_BITS) + (1 << (BLOCK_BITS - 1)), y);
      }
      sample(level, (u0 + u1 * x) * z[k]!, (v0 + v1 * x) * z[k]!, bright, at);
      bright[at] = bright[at]! * red;
      bright[at + 1] = bright[at + 1]! * green;
      bright[at + 2] = bright[at + 2]! * blue;
    }
  }

  /** Follows from how far a step to the next sample goes on the texture, the mean of right and down. */
  #level(texture: Texture, p: number, x: number, y: number): Level {
    const { values } = this.#planes;
    const inverse = values[p + INVERSE]! + values[p + INVERSE + 1]! * x + values[p + INVERSE + 2]! * y;
    if (!(inverse > 0)) return texture.levels.at(-1)!;
    const z = 1 / inverse;
    const u = (values[p + U]! + values[p + U + 1]! * x + values[p + U + 2]! * y) * z;
    const v = (values[p + V]! + values[p + V + 1]! * x + values[p + V + 2]! * y) * z;
    const { widthPx, heightPx } = texture.levels[0]!;
    const rightU = (values[p + U + 1]! - u * values[p + INVERSE + 1]!) * z * widthPx;
    const rightV = (values[p + V + 1]! - v * values[p + INVERSE + 1]!) * z * heightPx;
    const downU = (values[p + U + 2]! - u * values[p + INVERSE + 2]!) * z * widthPx;
    const downV = (values[p + V + 2]! - v * values[p + INVERSE + 2]!) * z * heightPx;
    return levelFor(texture, (rightU * rightU + rightV * rightV + downU * downU + downV * downV) / 2);
  }

  /** What falls on each sample of a run. */
  #light(id: number, from: number, to: number, y: number): void {
    const { columns, z } = this;
    const { values } = this.#planes;
    const side = this.#shading.triangles.sides[id]!;
    const p = id * STRIDE;
    const ambient = values[p + AMBIENT]! + values[p + AMBIENT + 2]! * y;
    const facing = (values[p + FACING]! + values[p + FACING + 2]! * y) * side;
    const shine = (values[p + SHINE]! + values[p + SHINE + 2]! * y) * side;
    const ambientRight = values[p + AMBIENT + 1]!;
    const facingRight = values[p + FACING + 1]! * side;
    const shineRight = values[p + SHINE + 1]! * side;
    for (let k = from; k < to; k++) {
      const x = columns[k]!;
      const depth = z[k]!;
      this.#ambient[k] = (ambient + ambientRight * x) * depth;
      this.#facing[k] = (facing + facingRight * x) * depth;
      this.#shine[k] = (shine + shineRight * x) * depth;
    }
  }

  /** The light is the same all over the triangle. */
  #lightFlat(id: number, from: number, to: number): void {
    const { values } = this.#planes;
    const side = this.#shading.triangles.sides[id]!;
    const p = id * STRIDE;
    const ambient = values[p + AMBIENT]!;
    const facing = values[p + FACING]! * side;
    const shine = values[p + SHINE]! * side;
    for (let k = from; k < to; k++) {
      this.#ambient[k] = ambient;
      this.#facing[k] = facing;
      this.#shine[k] = shine;
    }
  }

  /** Finds the surface's colour in `bright`, leaves there what comes back of it (Blinn 1977). */
  #lay(from: number, to: number): void {
    const { dark, bright } = this;
    for (let k = from, at = 3 * from; k < to; k++, at += 3) {
      const ambient = this.#ambient[k]!;
      const facing = this.#facing[k]!;
      const red = bright[at]!;
      const green = bright[at + 1]!;
      const blue = bright[at + 2]!;
      if (this.#shadows) {
        dark[at] = red * ambient;
        dark[at + 1] = green * ambient;
        dark[at + 2] = blue * ambient;
      }
      const light = ambient + (facing > 0 ? this.#diffuse * facing : 0);
      bright[at] = red * light;
      bright[at + 1] = green * light;
      bright[at + 2] = blue * light;
      if (facing > 0 && this.#shine[k]! > 0) this.#gloss(k);
    }
  }

  /** To the sixteenth power: a fairly rough surface. */
  #gloss(k: number): void {
    const { bright } = this;
    const { color } = this.#shading.sun;
    const second = this.#shine[k]! * this.#shine[k]!;
    const fourth = second * second;
    const eighth = fourth * fourth;
    const gloss = 255 * this.#specular * (eighth * eighth);
    bright[3 * k] = bright[3 * k]! + gloss * color[0];
    bright[3 * k + 1] = bright[3 * k + 1]! + gloss * color[1];
    bright[3 * k + 2] = bright[3 * k + 2]! + gloss * color[2];
  }
}
