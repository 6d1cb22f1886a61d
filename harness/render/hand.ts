/** One of the threads that draw a picture together: it draws its rows, and its rows of the shadow map of what moves. */
import { ALL_ROWS, type Stripes } from './stripes.ts';

export interface Hand {
  readonly stripes: Stripes;
  /** Where all of them lay the rows they cast; null for one that draws alone. */
  readonly map: CommonMap | null;
  /** Tells the others that its rows lie in `map`. */
  laid(): void;
  /** Waits for theirs. */
  awaitLaid(): void;
}

/** Memory that all threads see, with room for the largest map. */
export interface CommonMap {
  /** Texel values, row after row. */
  readonly heights: Float32Array;
  /** First and last column of each row that holds something. */
  readonly lefts: Int32Array;
  readonly rights: Int32Array;
}

export const ALONE: Hand = { stripes: ALL_ROWS, map: null, laid: () => {}, awaitLaid: () => {} };
