/** Smooth edges cost four times the samples: always when the picture stands still, else only where they are cheap. */

/** Longer than this, and 20 pictures a second would not leave the page time for anything else. */
const CHEAP_MS = 25;
/** A hand that stops for so long has stopped. */
const STILL_AFTER_MS = 200;

export class Sharpness {
  /** What a smooth picture took last, by what is looked at. */
  private readonly tookMs = new Map<string, number>();
  private changedMs = Number.NEGATIVE_INFINITY;

  /** Something other than the sharpness changed. */
  changed(nowMs: number): void {
    this.changedMs = nowMs;
  }

  /** @param view camera and size: what decides on the cost */
  wanted(view: string, playing: boolean, nowMs: number): 1 | 2 {
    const still = !playing && nowMs - this.changedMs >= STILL_AFTER_MS;
    return still || (this.tookMs.get(view) ?? 0) < CHEAP_MS ? 2 : 1;
  }

  took(view: string, antialias: 1 | 2, ms: number): void {
    if (antialias === 2) this.tookMs.set(view, ms);
  }
}
