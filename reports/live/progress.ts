import type { EpisodeRecord } from '../../harness/types.ts';
import type { EpisodeStart, RunStart } from '../reporter.ts';
import type { Counts, Rate } from '../schema/summary.ts';
import type { Standing } from './standing.ts';

export interface Busy extends EpisodeStart {
  readonly sec: number;
}

/** A run at one moment. */
export interface ProgressView {
  readonly counts: Counts;
  readonly done: number;
  /** Of all but controls, as in the summary. */
  readonly rate: Rate;
  /** Control steps a second since this invocation's first episode; null before one has ended. */
  readonly stepsPerSec: number | null;
  readonly leftSec: number | null;
  readonly workers: readonly Busy[];
}

/** Follows a run from its events. */
export class Progress {
  private readonly start: RunStart;
  private readonly standing: Standing;
  private readonly busy = new Map<number, EpisodeStart & { readonly sinceMs: number }>();
  private firstMs: number | null = null;
  private endedHere = 0;
  private stepsHere = 0;

  constructor(start: RunStart) {
    this.start = start;
    this.standing = start.standing;
  }

  started(event: EpisodeStart, nowMs: number): void {
    this.firstMs ??= nowMs;
    this.busy.set(event.worker, { ...event, sinceMs: nowMs });
  }

  ended(record: EpisodeRecord, worker: number): void {
    this.busy.delete(worker);
    this.standing.add(record);
    this.stepsHere += record.steps;
    if (record.outcome !== 'infra_error') this.endedHere++;
  }

  at(nowMs: number): ProgressView {
    const { counts, rate } = this.standing;
    const done = counts.planned - counts.notRun;
    const elapsedSec = this.firstMs === null ? 0 : (nowMs - this.firstMs) / 1000;
    const left = counts.notRun;
    const isTelling = this.endedHere >= this.start.workers && elapsedSec > 0;
    return {
      counts,
      rate,
      done,
      stepsPerSec: this.endedHere > 0 && elapsedSec > 0 ? this.stepsHere / elapsedSec : null,
      leftSec: isTelling ? (left * elapsedSec) / this.endedHere : null,
      workers: [...this.busy.values()]
        .map(({ sinceMs, ...event }) => ({ ...event, sec: (nowMs - sinceMs) / 1000 }))
        .sort((a, b) => a.worker - b.worker),
    };
  }
}
