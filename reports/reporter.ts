import type { EpisodeRecord } from '../harness/types.ts';
import type { RunFacts } from './input.ts';
import type { Standing } from './live/standing.ts';
import type { Summary } from './schema/summary.ts';

export interface RunStart {
  readonly facts: RunFacts;
  /** What the plan is and what earlier invocations of the same run recorded; the reporter counts on in it. */
  readonly standing: Standing;
  readonly workers: number;
}

export interface EpisodeStart {
  readonly worker: number;
  readonly episodeId: string;
  /** From 1. */
  readonly attempt: number;
}

/** Tells somebody how a run goes. Nothing here may throw for what a record or a name contains. */
export interface Reporter {
  runStarted(start: RunStart): void;
  episodeStarted(event: EpisodeStart): void;
  episodeEnded(record: EpisodeRecord, where: { readonly worker: number }): void;
  /** A line that stays: a warning, a restart, where the records are. */
  note(line: string): void;
  runEnded(summary: Summary): void;
  /** Leaves the terminal in order. Called on every path, after `runEnded` or without it; a second call does nothing. */
  close(): void;
}

export interface Output extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

export interface Clock {
  /** Milliseconds from any fixed origin. */
  nowMs(): number;
  /** Calls again and again until cancelled; does not keep the process alive. */
  every(ms: number, tick: () => void): () => void;
}

/** Where a reporter writes: results to `stdout`, everything on the way to `stderr`. */
export interface Outlet {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
}

export const systemClock: Clock = {
  nowMs: () => performance.now(),
  every(ms, tick) {
    const timer = setInterval(tick, ms).unref();
    return () => clearInterval(timer);
  },
};
