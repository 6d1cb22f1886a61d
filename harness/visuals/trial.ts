/**
 * Which of two ways is the quicker, from how long each takes: one is kept, and the other tried now and then for a few
 * frames. It has to win clearly, since a machine with other work disturbs either.
 */

/** Frames the other way is tried for; of these the first, which find nothing of theirs in the caches, do not count. */
const TRIED = 8;
const COLD = 2;
/** Share of the time of the way that is kept which the other may take at most. */
const CLEARLY = 0.95;
/** Frames before the other way is tried for the first time: until then the code of the first is not compiled. */
const COMPILING = 128;
/** Frames until it is tried again: few after a change, then twice as many each time. */
const FIRST_KEPT = 32;
const MOST_KEPT = 512;

export type Way = 0 | 1;

export class Trial {
  /** To be taken next. */
  way: Way;
  #keeps: Way;
  #until = COMPILING;
  #keepsMs = 0;
  /** Times of the frames since the way changed. */
  #tookMs: number[] = [];

  /** @param first that is kept until the other one wins */
  constructor(first: Way) {
    this.way = first;
    this.#keeps = first;
  }

  /** @param ms that a frame took, the way that was to be taken */
  took(ms: number): void {
    this.#tookMs.push(ms);
    const trying = this.way !== this.#keeps;
    if (this.#tookMs.length < (trying ? TRIED : this.#until)) return;
    const recentMs = middle(this.#tookMs.slice(COLD - TRIED));
    if (trying) this.#judge(recentMs);
    else this.#try(recentMs);
    this.#tookMs = [];
  }

  #try(keepsMs: number): void {
    this.#keepsMs = keepsMs;
    this.way = other(this.#keeps);
  }

  #judge(triedMs: number): void {
    const won = triedMs < CLEARLY * this.#keepsMs;
    if (won) this.#keeps = this.way;
    this.way = this.#keeps;
    this.#until = won ? FIRST_KEPT : Math.min(2 * this.#until, MOST_KEPT);
  }
}

const other = (way: Way): Way => (way === 0 ? 1 : 0);

const middle = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1]!;
