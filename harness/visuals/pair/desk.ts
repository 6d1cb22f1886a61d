/** The memory that two threads share to draw one picture. */
import type { CommonMap } from '../../render/hand.ts';
import { MOST_TEXELS } from '../../render/shadow.ts';
import { ORDER_LENGTH } from './order.ts';
import { newSignals } from './signals.ts';

export interface Desk {
  readonly signals: Int32Array;
  /** The picture that is asked for: `writeOrder`. */
  readonly order: Float64Array;
  readonly map: CommonMap;
}

/** Pages that are never written take no memory: the map is as large as maps may get. */
export const newDesk = (): Desk => ({
  signals: newSignals(),
  order: new Float64Array(shared(ORDER_LENGTH * Float64Array.BYTES_PER_ELEMENT)),
  map: {
    heights: new Float32Array(shared(4 * MOST_TEXELS * MOST_TEXELS)),
    lefts: new Int32Array(shared(4 * MOST_TEXELS)),
    rights: new Int32Array(shared(4 * MOST_TEXELS)),
  },
});

export const newPoses = (count: number): Float64Array =>
  new Float64Array(shared(count * Float64Array.BYTES_PER_ELEMENT));

const shared = (bytes: number) => new SharedArrayBuffer(bytes);
