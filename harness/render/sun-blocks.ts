/**
 * Where short runs of samples lie in the sun's frame: a shadow that falls elsewhere need not be looked for sample by
 * sample.
 */
import type { ShadowMap } from './shadow.ts';

/** Samples of a block, which divides a stripe of rows whatever the width of the picture. */
export const BLOCK = 16;

export class SunBlocks {
  /** Bounds of each block in metres; the low ones are above the high ones where a block holds nothing. */
  #lowX = new Float32Array(0);
  #highX = new Float32Array(0);
  #lowY = new Float32Array(0);
  #highY = new Float32Array(0);

  /** @param x of each sample in the sun's frame, NaN where there is nothing; @param y the same */
  measure(x: Float32Array, y: Float32Array): void {
    const blocks = Math.ceil(x.length / BLOCK);
    if (blocks !== this.#lowX.length) this.#reserve(blocks);
    bound(x, this.#lowX, this.#highX);
    bound(y, this.#lowY, this.#highY);
  }

  /** False only where no sample of a block lies in a row of the map between its first and its last caster. */
  mayBeShaded(block: number, map: ShadowMap): boolean {
    const lowX = this.#lowX[block]!;
    const highX = this.#highX[block]!;
    const lowY = this.#lowY[block]!;
    const highY = this.#highY[block]!;
    const { low, high, bottom, top } = map.reach();
    if (!(highX > low && lowX < high && highY > bottom && lowY < top)) return false;
    const { texelM } = map;
    const left = Math.floor(lowX / texelM - map.left - 0.5);
    const right = Math.floor(highX / texelM - map.left - 0.5);
    const first = Math.max(0, Math.floor(lowY / texelM - map.top - 0.5));
    const last = Math.min(map.heightPx - 2, Math.floor(highY / texelM - map.top - 0.5));
    for (let row = first; row <= last; row++) {
      if (right + 1 >= map.firsts[row]! && left <= map.lasts[row]!) return true;
    }
    return false;
  }

  #reserve(blocks: number): void {
    this.#lowX = new Float32Array(blocks);
    this.#highX = new Float32Array(blocks);
    this.#lowY = new Float32Array(blocks);
    this.#highY = new Float32Array(blocks);
  }
}

/** Comparisons with NaN are false: samples that hold nothing change no bound. */
function bound(values: Float32Array, lows: Float32Array, highs: Float32Array): void {
  lows.fill(Number.POSITIVE_INFINITY);
  highs.fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < values.length; i++) {
    const block = Math.floor(i / BLOCK);
    if (values[i]! < lows[block]!) lows[block] = values[i]!;
    if (values[i]! > highs[block]!) highs[block] = values[i]!;
  }
}
