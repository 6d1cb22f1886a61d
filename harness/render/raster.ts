/**
 * The visibility buffer (Burns and Hunt 2013): which triangle is nearest at each sample, and how near. Shading comes
 * after, once for each sample that is seen.
 */
import { SUBPIXEL_BITS, SUBPIXELS } from './lens.ts';
import { ALL_ROWS, STRIPE_BITS, type Stripes } from './stripes.ts';
import type { Vertices } from './vertices.ts';

export const NOTHING = -1;
const NEARNESS = 9;

export class VisibilityBuffer {
  widthPx = 0;
  heightPx = 0;
  /** 1/z (or height towards the sun): the largest is in front. Rows of `widthPx`, in an array that may be longer. */
  nearness = new Float32Array(0);
  /** Index of the triangle, `NOTHING` where there is none. */
  triangles = new Int32Array(0);
  /** Samples that may have been written since `forget`: first and last row, and of each row first and last column. */
  top = 0;
  bottom = -1;
  lefts = new Int32Array(0);
  rights = new Int32Array(0);
  /** Value, change to the right, change down, of the three edge functions of the triangle being drawn and of its nearness. */
  readonly #planes = new Float64Array(12);
  /** Nearness of the first sample of a run, and its change to the right: no arguments, see shade.ts. */
  readonly #run = new Float64Array(2);
  /** Only these rows are drawn. */
  readonly #stripes: Stripes;
  readonly #named: boolean;

  /** @param named false where nobody asks which triangle is seen: `triangles` stays empty */
  constructor(stripes: Stripes = ALL_ROWS, named = true) {
    this.#stripes = stripes;
    this.#named = named;
  }

  /** True where there was no room: then all must be cleared. */
  resize(widthPx: number, heightPx: number): boolean {
    this.widthPx = widthPx;
    this.heightPx = heightPx;
    if (heightPx > this.lefts.length) {
      this.lefts = new Int32Array(heightPx);
      this.rights = new Int32Array(heightPx);
    }
    if (widthPx * heightPx <= this.nearness.length) return false;
    this.nearness = new Float32Array(widthPx * heightPx);
    if (this.#named) this.triangles = new Int32Array(widthPx * heightPx);
    return true;
  }

  /** Everything as far as `background`. */
  clear(background: number): void {
    this.nearness.fill(background, 0, this.widthPx * this.heightPx);
    this.triangles.fill(NOTHING, 0, this.widthPx * this.heightPx);
    this.#untouch();
  }

  /** As `clear`, for what was as far as `background` before it was drawn over: only where that was. */
  erase(background: number): void {
    for (let row = this.top; row <= this.bottom; row++) {
      const start = row * this.widthPx;
      if (this.lefts[row]! <= this.rights[row]!) {
        this.nearness.fill(background, start + this.lefts[row]!, start + this.rights[row]! + 1);
      }
    }
    this.forget();
  }

  /** Keeps the nearness, forgets the triangles. */
  forget(): void {
    for (let row = this.top; row <= this.bottom; row++) {
      const start = row * this.widthPx;
      this.triangles.fill(NOTHING, start + this.lefts[row]!, start + Math.max(this.lefts[row]!, this.rights[row]! + 1));
    }
    this.#untouch();
  }

  /** Forgets the triangles, and makes the nearness again what it was before they were drawn: only where they were. */
  restore(nearness: Float32Array): void {
    for (let row = this.top; row <= this.bottom; row++) {
      const from = row * this.widthPx + this.lefts[row]!;
      const to = row * this.widthPx + this.rights[row]! + 1;
      if (from < to) this.nearness.set(nearness.subarray(from, to), from);
    }
    this.forget();
  }

  #untouch(): void {
    this.top = this.heightPx;
    this.bottom = -1;
    this.lefts.fill(this.widthPx);
    this.rights.fill(-1);
  }

  /**
   * Draws triangle `id` with corners a, b, c (positive area on the screen, where y runs down).
   *
   * Edge functions (Pineda 1988) on whole numbers are exact; a sample on an edge belongs to the triangle for which that
   * edge is a top or a left one, so that neighbours never share a sample and never leave one out.
   */
  draw(vertices: Vertices, id: number, a: number, b: number, c: number): void {
    const { screenX, screenY } = vertices;
    const ax = screenX[a]!;
    const ay = screenY[a]!;
    const bx = screenX[b]!;
    const by = screenY[b]!;
    const cx = screenX[c]!;
    const cy = screenY[c]!;
    const left = Math.max(0, fromSample(Math.min(ax, bx, cx)));
    const right = Math.min(this.widthPx - 1, toSample(Math.max(ax, bx, cx)));
    const top = Math.max(0, fromSample(Math.min(ay, by, cy)));
    const bottom = Math.min(this.heightPx - 1, toSample(Math.max(ay, by, cy)));
    if (left > right || top > bottom || !this.#stripes.reach(top, bottom)) return;
    if (top < this.top) this.top = top;
    if (bottom > this.bottom) this.bottom = bottom;
    const x = left * SUBPIXELS + HALF;
    const y = top * SUBPIXELS + HALF;
    const planes = this.#planes;
    setEdge(planes, 0, bx, by, cx, cy, x, y);
    setEdge(planes, 3, cx, cy, ax, ay, x, y);
    setEdge(planes, 6, ax, ay, bx, by, x, y);
    const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    const za = vertices.inverseZ[a]!;
    const zb = vertices.inverseZ[b]! - za;
    const zc = vertices.inverseZ[c]! - za;
    const scale = SUBPIXELS / area;
    const across = (zb * (cy - ay) - zc * (by - ay)) * scale;
    const down = (zc * (bx - ax) - zb * (cx - ax)) * scale;
    planes[NEARNESS] = za + (across * (x - ax) + down * (y - ay)) / SUBPIXELS;
    planes[NEARNESS + 1] = across;
    planes[NEARNESS + 2] = down;
    this.#fill(id, left, right, top, bottom);
  }

  /**
   * Row by row, the samples between the edges; nearness runs along with them, through the rows of others too: sums of
   * another order would be other bits.
   */
  #fill(id: number, left: number, right: number, top: number, bottom: number): void {
    const { nearness, triangles, lefts, rights, widthPx } = this;
    const planes = this.#planes;
    const run = this.#run;
    const { index, mask } = this.#stripes;
    const columns = right - left + 1;
    const acrossA = planes[1]!;
    const acrossB = planes[4]!;
    const acrossC = planes[7]!;
    const across = planes[NEARNESS + 1]!;
    const down = planes[NEARNESS + 2]!;
    run[1] = across;
    let a = planes[0]!;
    let b = planes[3]!;
    let c = planes[6]!;
    for (let row = top, rowStart = planes[NEARNESS]!; row <= bottom; row++, rowStart += down) {
      if (((row >> STRIPE_BITS) & mask) === index) {
        // `| 0` keeps indices whole numbers for the compiler; both ends are held within reach of 32 bits for it.
        const from = begin(c, acrossC, begin(b, acrossB, begin(a, acrossA, 0, columns), columns), columns);
        const to = end(c, acrossC, end(b, acrossB, end(a, acrossA, columns - 1)));
        if (from <= to) {
          if (left + from < lefts[row]!) lefts[row] = left + from;
          if (left + to > rights[row]!) rights[row] = left + to;
        }
        const first = (row * widthPx + left) | 0;
        run[0] = rowStart + across * from;
        if (triangles.length > 0) nameNearest(nearness, triangles, id, first + from, first + to, run);
        else keepNearest(nearness, first + from, first + to, run);
      }
      a += planes[2]!;
      b += planes[5]!;
      c += planes[8]!;
    }
  }
}

function nameNearest(
  nearness: Float32Array,
  triangles: Int32Array,
  id: number,
  first: number,
  last: number,
  run: Float64Array,
): void {
  const across = run[1]!;
  for (let i = first, z = run[0]!; i <= last; i++, z += across) {
    if (z > nearness[i]!) {
      nearness[i] = z;
      triangles[i] = id;
    }
  }
}

function keepNearest(nearness: Float32Array, first: number, last: number, run: Float64Array): void {
  const across = run[1]!;
  for (let i = first, z = run[0]!; i <= last; i++, z += across) if (z > nearness[i]!) nearness[i] = z;
}

const HALF = SUBPIXELS / 2;

/** First sample at or after a whole number of subpixels, and last one at or before it. */
const fromSample = (subpixels: number): number => (subpixels + HALF - 1) >> SUBPIXEL_BITS;
const toSample = (subpixels: number): number => (subpixels - HALF) >> SUBPIXEL_BITS;

/**
 * The edge function of p -> q: at the sample (x, y), its change to the next column, to the next row. It is lowered by one
 * where samples on the edge are not inside, so that inside is everywhere `>= 0`.
 */
function setEdge(
  edges: Float64Array,
  at: number,
  px: number,
  py: number,
  qx: number,
  qy: number,
  x: number,
  y: number,
): void {
  const across = py - qy;
  const down = qx - px;
  const owned = across > 0 || (across === 0 && down > 0) ? 0 : 1;
  edges[at] = down * (y - py) + across * (x - px) - owned;
  edges[at + 1] = across * SUBPIXELS;
  edges[at + 2] = down * SUBPIXELS;
}

/** The later of `least` and the column at which an edge function that is `value` at the first one begins to be inside. */
function begin(value: number, across: number, least: number, columns: number): number {
  if (value >= 0) return least;
  if (across <= 0) return columns;
  const at = Math.ceil(-value / across);
  return at >= columns ? columns : at > least ? at | 0 : least;
}

/** The earlier of `most` and the column at which it is inside for the last time; -1 for none. */
function end(value: number, across: number, most: number): number {
  if (across >= 0) return most;
  if (value < 0) return -1;
  const at = Math.floor(value / -across);
  return at < most ? at | 0 : most;
}
