/** Which of two ways is the quicker, from how long each took of late: both are tried in turn, then the better one is kept. */

/** Frames a way is tried for; of these the first, which find nothing of theirs in the caches, do not count. */
const TRIED = 8;
const COLD = 2;
/** Frames until both are tried again: few at first, while code is not compiled, then twice as many each time. */
const FIRST_KEPT = 32;
const MOST_KEPT = 512;

export type Way = 0 | 1;

export class Trial {
  /** To be taken next. */
  way: Way = 0;
  /** Frames since both began to be tried. */
  #frame = 0;
  #kept = FIRST_KEPT;
  #tookMs: readonly [number[], number[]] = [[], []];

  /** @param ms that a frame took, the way that was to be taken */
  took(ms: number): void {
    const trying = this.#frame < 2 * TRIED;
    if (trying && this.#frame % TRIED >= COLD) this.#tookMs[this.way].push(ms);
    this.#frame++;
    if (this.#frame === TRIED) this.way = 1;
    if (this.#frame === 2 * TRIED) this.way = this.#quicker();
    if (this.#frame === 2 * TRIED + this.#kept) this.#again();
  }

  #quicker(): Way {
    const [first, second] = this.#tookMs;
    return middle(second) < middle(first) ? 1 : 0;
  }

  #again(): void {
    this.way = 0;
    this.#frame = 0;
    this.#kept = Math.min(2 * this.#kept, MOST_KEPT);
    this.#tookMs = [[], []];
  }
}

const middle = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1]!;
