/**
 * Which rows of a picture a thread draws, where several draw it together: stripes in turn, so that each gets its share of
 * what lies close together, and few triangles reach into the stripes of two.
 */
export const STRIPE_BITS = 5;

export class Stripes {
  /** Of the threads, from 0. */
  readonly index: number;
  /** One less than there are threads. */
  readonly mask: number;

  /** @param threads a power of two */
  constructor(index: number, threads: number) {
    this.index = index;
    this.mask = threads - 1;
  }

  /** Whether some of the rows may be its own; a triangle that is smaller than a stripe lies mostly in one. */
  reach(top: number, bottom: number): boolean {
    const stripe = top >> STRIPE_BITS;
    return stripe !== bottom >> STRIPE_BITS || (stripe & this.mask) === this.index;
  }

  /** Its own rows of a picture: from, and up to but without. */
  *of(heightPx: number): Generator<readonly [from: number, to: number]> {
    if (this.mask === 0) return yield [0, heightPx];
    const size = 1 << STRIPE_BITS;
    const step = size * (this.mask + 1);
    for (let from = size * this.index; from < heightPx; from += step) yield [from, Math.min(from + size, heightPx)];
  }
}

export const ALL_ROWS = new Stripes(0, 1);
