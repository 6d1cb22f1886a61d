import { createLogUpdate } from 'log-update';
import type { EpisodeRecord } from '../../harness/types.ts';
import type { EpisodeStart, Outlet, Reporter, RunStart } from '../reporter.ts';
import type { Summary } from '../schema/summary.ts';
import { renderSummary } from '../terminal/summary.ts';
import { terminalOf } from '../terminal/terminal.ts';
import { visible } from '../visible.ts';
import { frame } from './frame.ts';
import { Progress } from './progress.ts';

const SHORTEST_PAUSE_MS = 100;
const HEARTBEAT_MS = 500;

/** Redraws in place on stderr, at most ten times a second; the table at the end goes to stdout. */
export class Tty implements Reporter {
  private readonly outlet: Outlet;
  private readonly screen: ReturnType<typeof createLogUpdate>;
  private run: { readonly start: RunStart; readonly progress: Progress } | null = null;
  private drawnMs = Number.NEGATIVE_INFINITY;
  private stopHeartbeat = (): void => {};

  constructor(outlet: Outlet) {
    this.outlet = outlet;
    this.screen = createLogUpdate(outlet.stderr);
  }

  runStarted(start: RunStart): void {
    this.run = { start, progress: new Progress(start) };
    this.stopHeartbeat = this.outlet.clock.every(HEARTBEAT_MS, () => this.draw());
    this.draw();
  }

  episodeStarted(event: EpisodeStart): void {
    this.run?.progress.started(event, this.outlet.clock.nowMs());
    this.drawSoon();
  }

  episodeEnded(record: EpisodeRecord, { worker }: { readonly worker: number }): void {
    this.run?.progress.ended(record, worker);
    this.drawSoon();
  }

  note(line: string): void {
    if (this.run) this.screen.persist(visible(line));
    else this.outlet.stderr.write(`${visible(line)}\n`);
  }

  runEnded(summary: Summary): void {
    this.close();
    const { stdout, environment } = this.outlet;
    stdout.write(renderSummary(summary, terminalOf(stdout, environment)));
  }

  close(): void {
    this.stopHeartbeat();
    if (this.run) this.screen.clear();
    this.screen.done();
    this.run = null;
  }

  private draw(): void {
    if (!this.run) return;
    const { stderr, environment, clock } = this.outlet;
    this.drawnMs = clock.nowMs();
    this.screen(frame(this.run.start, this.run.progress.at(this.drawnMs), terminalOf(stderr, environment)));
  }

  private drawSoon(): void {
    if (this.outlet.clock.nowMs() - this.drawnMs >= SHORTEST_PAUSE_MS) this.draw();
  }
}
