/** How long each kind of wait may take, in milliseconds. A wait without one would let a hung simulator hold a night's run. */
export interface SimulatorDeadlines {
  /** From the start of a bridge's process to its ready line. */
  readonly startMs: number;
  readonly connectMs: number;
  readonly helloMs: number;
  readonly resetMs: number;
  readonly observeMs: number;
  readonly stepMs: number;
  /** For each of the steps to end a bridge: the farewell, the closed input, SIGTERM. */
  readonly closeMs: number;
}

export const DEADLINES: SimulatorDeadlines = {
  startMs: 60_000,
  connectMs: 10_000,
  helloMs: 10_000,
  resetMs: 60_000,
  observeMs: 60_000,
  stepMs: 60_000,
  closeMs: 2_000,
};
