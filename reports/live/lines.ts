import type { EpisodeRecord } from '../../harness/types.ts';
import type { EpisodeStart, Outlet, Reporter, RunStart } from '../reporter.ts';
import type { Summary } from '../schema/summary.ts';
import { renderSummary } from '../terminal/summary.ts';
import { terminalOf } from '../terminal/terminal.ts';
import { visible } from '../visible.ts';
import { progressLine, startLine } from './frame.ts';
import { Progress } from './progress.ts';

const LONGEST_PAUSE_MS = 10_000;
const STRIDE = 0.05;

/** For a log or a pipe: a line on stderr every ten seconds or five percent, and for the first error of each code; the table on stdout. */
export class Lines implements Reporter {
  protected readonly outlet: Outlet;
  private readonly seen = new Set<string>();
  private progress: Progress | null = null;
  private last = { ms: 0, done: 0 };
  private stopTelling = (): void => {};

  constructor(outlet: Outlet) {
    this.outlet = outlet;
  }

  runStarted(start: RunStart): void {
    const { clock } = this.outlet;
    this.progress = new Progress(start);
    this.last = { ms: clock.nowMs(), done: this.progress.at(clock.nowMs()).done };
    this.stopTelling = clock.every(LONGEST_PAUSE_MS, () => this.tellWhenDue());
    this.note(startLine(start));
  }

  episodeStarted(event: EpisodeStart): void {
    this.progress?.started(event, this.outlet.clock.nowMs());
  }

  episodeEnded(record: EpisodeRecord, { worker }: { readonly worker: number }): void {
    this.progress?.ended(record, worker);
    this.tellFirstOfItsCode(record);
    this.tellWhenDue();
  }

  note(line: string): void {
    this.outlet.stderr.write(`${visible(line)}\n`);
  }

  runEnded(summary: Summary): void {
    this.close();
    const { stdout, environment } = this.outlet;
    stdout.write(renderSummary(summary, terminalOf(stdout, environment)));
  }

  close(): void {
    this.stopTelling();
  }

  private tellWhenDue(): void {
    const nowMs = this.outlet.clock.nowMs();
    const view = this.progress?.at(nowMs);
    if (!view) return;
    const isDue = nowMs - this.last.ms >= LONGEST_PAUSE_MS;
    const isFurther = view.done - this.last.done >= STRIDE * view.counts.planned;
    if (!isDue && !isFurther) return;
    this.last = { ms: nowMs, done: view.done };
    this.note(progressLine(view));
  }

  private tellFirstOfItsCode({ error, episodeId }: EpisodeRecord): void {
    if (!error || this.seen.has(error.code)) return;
    this.seen.add(error.code);
    this.note(`infra error ${error.code} in ${episodeId}: ${error.message}`);
  }
}
