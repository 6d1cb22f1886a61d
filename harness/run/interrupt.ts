export interface Interrupt {
  /** Aborted by the first signal: finish what is under way, start nothing new. */
  readonly stop: AbortSignal;
  /** Aborted by the second: what is under way is dropped, as if it had never started. */
  readonly abandon: AbortSignal;
  /** Gives the signals back to the process. */
  release(): void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Ctrl-C once stops gently, twice at once. The log is valid at any moment either way. */
export function listenForInterrupt(onFirst: () => void, onSecond: () => void): Interrupt {
  const [stop, abandon] = [new AbortController(), new AbortController()];
  const handler = (): void => {
    const second = stop.signal.aborted;
    (second ? abandon : stop).abort();
    (second ? onSecond : onFirst)();
  };
  for (const signal of SIGNALS) process.on(signal, handler);
  const release = (): void => {
    for (const signal of SIGNALS) process.off(signal, handler);
  };
  return { stop: stop.signal, abandon: abandon.signal, release };
}
