export interface Interrupt {
  /** Aborted by the first signal: finish what is under way, start nothing new. */
  readonly stop: AbortSignal;
  /** Gives the signals back to the process. */
  release(): void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * First Ctrl-C: no new episode, those under way are finished and recorded. Second: `abandon` is called, which ends the process
 * without waiting for them; the log is valid at any moment either way.
 */
export function listenForInterrupt(onFirst: () => void, abandon: () => void): Interrupt {
  const controller = new AbortController();
  const handler = (): void => {
    if (controller.signal.aborted) abandon();
    else onFirst();
    controller.abort();
  };
  for (const signal of SIGNALS) process.on(signal, handler);
  const release = (): void => {
    for (const signal of SIGNALS) process.off(signal, handler);
  };
  return { stop: controller.signal, release };
}
