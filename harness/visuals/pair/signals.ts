/** How far two threads are, as counters that both see: each holds the number of the last turn for which a thing is done. */

/** A picture, or news, to be looked at. */
export const TURN = 0;
/** Of the thread that asks, and of its partner: its rows of the shadow map lie there. */
export const LAID = [1, 2] as const;
/** What the turn asked for. */
export const DONE = 3;
/** The partner's trouble; it has sent word of it. */
export const FAILED = 4;

export const newSignals = (): Int32Array => new Int32Array(new SharedArrayBuffer(5 * Int32Array.BYTES_PER_ELEMENT));

/** Waking a thread takes longer than most waits. */
const LOOK_OUT_MS = 0.2;

export function tell(signals: Int32Array, which: number, turn: number): void {
  Atomics.store(signals, which, turn);
  Atomics.notify(signals, which);
}

/** Waits until a counter has reached `turn`, at first awake; false if it has not within `limitMs`. Blocks the thread. */
export function reached(signals: Int32Array, which: number, turn: number, limitMs: number): boolean {
  const start = performance.now();
  for (;;) {
    const now = Atomics.load(signals, which);
    if (now === turn) return true;
    const waitedMs = performance.now() - start;
    if (waitedMs < LOOK_OUT_MS) continue;
    if (waitedMs >= limitMs) return false;
    Atomics.wait(signals, which, now, limitMs - waitedMs);
  }
}
