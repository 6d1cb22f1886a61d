import type { EpisodeRecord } from '../../harness/types.ts';
import { cellKey } from '../input.ts';
import type { EpisodeStart, RunStart } from '../reporter.ts';
import type { Counts, Rate } from '../schema/summary.ts';
import { rateOf } from '../summary/rate.ts';
import { settle } from '../summary/settle.ts';
import { countsOf } from '../summary/tally.ts';

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

type Standing = Pick<ProgressView, 'counts' | 'rate' | 'done'>;

/** Follows a run from its events. The numbers come from the same functions as the summary's. */
export class Progress {
  private readonly start: RunStart;
  private readonly records: EpisodeRecord[];
  private readonly busy = new Map<number, EpisodeStart & { readonly sinceMs: number }>();
  private standing: Standing | null = null;
  private firstMs: number | null = null;
  private endedHere = 0;
  private stepsHere = 0;

  constructor(start: RunStart) {
    this.start = start;
    this.records = [...start.recorded];
  }

  started(event: EpisodeStart, nowMs: number): void {
    this.firstMs ??= nowMs;
    this.busy.set(event.worker, { ...event, sinceMs: nowMs });
  }

  ended(record: EpisodeRecord, worker: number): void {
    this.busy.delete(worker);
    this.records.push(record);
    this.standing = null;
    this.stepsHere += record.steps;
    if (record.outcome !== 'infra_error') this.endedHere++;
  }

  at(nowMs: number): ProgressView {
    this.standing ??= this.stand();
    const elapsedSec = this.firstMs === null ? 0 : (nowMs - this.firstMs) / 1000;
    const left = this.standing.counts.planned - this.standing.done;
    const isTelling = this.endedHere >= this.start.workers && elapsedSec > 0;
    return {
      ...this.standing,
      stepsPerSec: this.endedHere > 0 && elapsedSec > 0 ? this.stepsHere / elapsedSec : null,
      leftSec: isTelling ? (left * elapsedSec) / this.endedHere : null,
      workers: [...this.busy.values()]
        .map(({ sinceMs, ...event }) => ({ ...event, sec: (nowMs - sinceMs) / 1000 }))
        .sort((a, b) => a.worker - b.worker),
    };
  }

  private stand(): Standing {
    const { episodes, unsupported } = this.start.plan;
    const skipped = new Set(unsupported.map(cellKey));
    const settled = settle(
      episodes.filter((episode) => !skipped.has(cellKey(episode))),
      this.records,
    );
    const counts = countsOf(settled);
    const rate = rateOf(settled.filter(({ episode }) => !episode.control));
    return { counts, rate, done: counts.planned - counts.notRun };
  }
}
