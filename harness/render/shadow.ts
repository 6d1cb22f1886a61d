/**
 * Shadows from a map of how near to the sun each ray first meets something (Williams 1978), in squares of one size on a
 * grid that is fixed in the world, so that edges of shadows do not crawl.
 */
import type { Batch } from './batch.ts';
import { ALONE, type CommonMap, type Hand } from './hand.ts';
import { SUBPIXELS } from './lens.ts';
import type { Sun } from './lighting.ts';
import { VisibilityBuffer } from './raster.ts';
import { composed, type Rigid } from './rigid.ts';
import { Vertices } from './vertices.ts';

/** Where rays that meet nothing end. */
const NEVER = -1e9;
/** The largest map, texels a side; a scene that is spread wider gets larger texels. */
export const MOST_TEXELS = 1024;
export const TEXEL_M = 0.0025;

/** World to the sun's frame: z towards the sun. */
export function sunFrame({ towards: [x, y, z] }: Sun): Rigid {
  // Any axis that is not close to the direction will do; the same one for all suns that stand high.
  const reference = z * z > 0.98 ? [0, 1, 0] : [0, 0, 1];
  const right = normalized(crossed(reference as [number, number, number], [x, y, z]));
  const up = crossed([x, y, z], right);
  return Float64Array.of(right[0], right[1], right[2], 0, up[0], up[1], up[2], 0, x, y, z, 0);
}

type Triple = [number, number, number];
const crossed = (a: Triple, b: Triple): Triple => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
function normalized(v: Triple): Triple {
  const length = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
  return [v[0] / length, v[1] / length, v[2] / length];
}

/** Something that casts: a batch and where it is in the sun's frame. */
interface Caster {
  readonly batch: Batch;
  readonly toSun: Rigid;
}

/** In the sun's frame, metres. */
export interface Reach {
  readonly low: number;
  readonly high: number;
  readonly bottom: number;
  readonly top: number;
}

const NOWHERE: Reach = { low: 0, high: 0, bottom: 0, top: 0 };

export class ShadowMap {
  /** First column and row of the map in texels of the world's grid, and their size. */
  left = 0;
  top = 0;
  widthPx = 0;
  heightPx = 0;
  texelM = TEXEL_M;
  /** Texel values, row-major with `widthPx` columns. */
  heights: Float32Array = new Float32Array(0);
  /** First and last column in which a row, or the one after it, holds something. */
  firsts = new Int32Array(0);
  lasts = new Int32Array(0);
  #reach: Reach = NOWHERE;
  readonly #hand: Hand;
  readonly #buffer: VisibilityBuffer;
  readonly #vertices = new Vertices();

  constructor(hand: Hand = ALONE) {
    this.#hand = hand;
    this.#buffer = new VisibilityBuffer(hand.stripes, false);
  }

  /** Part of the sun's x and y where something casts a shadow. */
  reach(): Reach {
    return this.#reach;
  }

  /** Draws the rows of this hand anew. The map is there after `complete`. @param toWorld pose of each frame */
  cast(batches: readonly Batch[], toWorld: readonly Rigid[], toSun: Rigid): void {
    const casters = batches.map((batch) => ({ batch, toSun: composed(toSun, toWorld[batch.frame]!) }));
    this.#buffer.erase(NEVER);
    this.#fit(casters);
    for (const caster of casters) this.#draw(caster);
    if (this.#hand.map) this.#lay(this.#hand.map);
    this.#hand.laid();
  }

  /** Waits for the rows of the other hands. */
  complete(): void {
    this.#hand.awaitLaid();
    const { map } = this.#hand;
    const { lefts, rights } = map ?? this.#buffer;
    this.heights = map ? map.heights : this.#buffer.nearness;
    this.#reach = this.#measured(lefts, rights);
    this.#span(lefts, rights);
  }

  #lay({ heights, lefts, rights }: CommonMap): void {
    const { nearness, lefts: firsts, rights: lasts, widthPx } = this.#buffer;
    for (const [from, to] of this.#hand.stripes.of(this.heightPx)) {
      heights.set(nearness.subarray(from * widthPx, to * widthPx), from * widthPx);
      lefts.set(firsts.subarray(from, to), from);
      rights.set(lasts.subarray(from, to), from);
    }
  }

  #span(lefts: Int32Array, rights: Int32Array): void {
    const rows = this.heightPx - 1;
    if (this.firsts.length < rows) {
      this.firsts = new Int32Array(rows);
      this.lasts = new Int32Array(rows);
    }
    for (let row = 0; row < rows; row++) {
      this.firsts[row] = Math.min(lefts[row]!, lefts[row + 1]!);
      this.lasts[row] = Math.max(rights[row]!, rights[row + 1]!);
    }
  }

  #measured(lefts: Int32Array, rights: Int32Array): Reach {
    let [left, right, top, bottom] = [this.widthPx, -1, this.heightPx, -1];
    for (let row = 0; row < this.heightPx; row++) {
      if (lefts[row]! > rights[row]!) continue;
      left = Math.min(left, lefts[row]!);
      right = Math.max(right, rights[row]!);
      top = Math.min(top, row);
      bottom = row;
    }
    if (right < 0) return NOWHERE;
    const metres = (texels: number) => texels * this.texelM;
    return {
      low: metres(this.left + left - 1),
      high: metres(this.left + right + 2),
      bottom: metres(this.top + top - 1),
      top: metres(this.top + bottom + 2),
    };
  }

  /** A map as small as its casters allow. */
  #fit(casters: readonly Caster[]): void {
    const [low, high] = bounds(casters);
    this.texelM = TEXEL_M;
    const extentM = Math.max(high[0]! - low[0]!, high[1]! - low[1]!);
    while (extentM > this.texelM * (MOST_TEXELS - 4)) this.texelM *= 2;
    this.left = Math.floor(low[0]! / this.texelM) - 1;
    this.top = Math.floor(low[1]! / this.texelM) - 1;
    this.widthPx = casters.length === 0 ? 0 : Math.ceil(high[0]! / this.texelM) + 2 - this.left;
    this.heightPx = casters.length === 0 ? 0 : Math.ceil(high[1]! / this.texelM) + 2 - this.top;
    if (this.#buffer.resize(this.widthPx, this.heightPx)) this.#buffer.clear(NEVER);
    else this.#buffer.erase(NEVER);
  }

  #draw({ batch, toSun }: Caster): void {
    const vertices = this.#vertices;
    vertices.count = 0;
    vertices.reserve(batch.positions.length / 3);
    this.#place(batch.positions, toSun);
    const { faces } = batch;
    const { screenX: x, screenY: y } = vertices;
    for (let i = 0; i < faces.length; i += 3) {
      const a = faces[i]!;
      const b = faces[i + 1]!;
      const c = faces[i + 2]!;
      const area = (x[b]! - x[a]!) * (y[c]! - y[a]!) - (y[b]! - y[a]!) * (x[c]! - x[a]!);
      if (area > 0) this.#buffer.draw(vertices, 0, a, b, c);
      else if (!batch.closed) this.#buffer.draw(vertices, 0, a, c, b);
    }
  }

  #place(from: Float64Array, m: Rigid): void {
    const { screenX, screenY, inverseZ } = this.#vertices;
    const scale = SUBPIXELS / this.texelM;
    const shiftX = this.left * SUBPIXELS;
    const shiftY = this.top * SUBPIXELS;
    for (let i = 0, at = 0; i < from.length; i += 3, at++) {
      const px = from[i]!;
      const py = from[i + 1]!;
      const pz = from[i + 2]!;
      screenX[at] = Math.floor((m[0]! * px + m[1]! * py + m[2]! * pz + m[3]!) * scale - shiftX + 0.5);
      screenY[at] = Math.floor((m[4]! * px + m[5]! * py + m[6]! * pz + m[7]!) * scale - shiftY + 0.5);
      inverseZ[at] = m[8]! * px + m[9]! * py + m[10]! * pz + m[11]!;
    }
  }
}

/** Box around the spheres of all casters, in the sun's x and y. */
function bounds(casters: readonly Caster[]): [number[], number[]] {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (const { batch, toSun: m } of casters) {
    const [x, y, z] = batch.center;
    for (const axis of [0, 1]) {
      const row = 4 * axis;
      const at = m[row]! * x + m[row + 1]! * y + m[row + 2]! * z + m[row + 3]!;
      low[axis] = Math.min(low[axis]!, at - batch.radiusM);
      high[axis] = Math.max(high[axis]!, at + batch.radiusM);
    }
  }
  return [low, high];
}

/**
 * Share of the sun that reaches a place, 0..255: the four texels around it, each in or out, weighed by how near they lie
 * (percentage-closer filtering, Reeves 1987).
 * @param place x and y in the sun's frame, and the height towards the sun above which an obstacle counts
 */
export function sunShare(map: ShadowMap, place: Float64Array): number {
  const column = place[0]! / map.texelM - map.left - 0.5;
  const row = place[1]! / map.texelM - map.top - 0.5;
  const z = place[2]!;
  if (!(column >= 0 && row >= 0 && column < map.widthPx - 1 && row < map.heightPx - 1)) return 255;
  const left = column | 0;
  const above = row | 0;
  if (left + 1 < map.firsts[above]! || left > map.lasts[above]!) return 255;
  const i = above * map.widthPx + left;
  const { heights } = map;
  const a = heights[i]! > z ? 0 : 1;
  const b = heights[i + 1]! > z ? 0 : 1;
  const c = heights[i + map.widthPx]! > z ? 0 : 1;
  const d = heights[i + map.widthPx + 1]! > z ? 0 : 1;
  if (a + b + c + d === 4) return 255;
  if (a + b + c + d === 0) return 0;
  const fx = column - left;
  const fy = row - above;
  const upper = a + (b - a) * fx;
  const lower = c + (d - c) * fx;
  return ((upper + (lower - upper) * fy) * 255 + 0.5) | 0;
}
