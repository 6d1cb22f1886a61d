import { createLogUpdate } from 'log-update';
import type { Outlet, Reporter, RunStart } from '../reporter.ts';
import { renderSummary } from '../terminal/summary.ts';
import { terminalOf } from '../terminal/terminal.ts';
import { visible } from '../terminal/visible.ts';
import { frame } from './frame.ts';
import { Progress } from './progress.ts';

const SHORTEST_PAUSE_MS = 100;
const HEARTBEAT_MS = 500;

/** Redraws in place on stderr, at most ten times a second; the table at the end goes to stdout. */
export function tty({ stdout, stderr, environment, clock }: Outlet): Reporter {
  const screen = createLogUpdate(stderr);
  let run: { readonly start: RunStart; readonly progress: Progress } | null = null;
  let drawnMs = Number.NEGATIVE_INFINITY;
  let stopHeartbeat = (): void => {};

  const draw = (): void => {
    if (!run) return;
    drawnMs = clock.nowMs();
    screen(frame(run.start, run.progress.at(drawnMs), terminalOf(stderr, environment)));
  };
  const drawSoon = (): void => {
    if (clock.nowMs() - drawnMs >= SHORTEST_PAUSE_MS) draw();
  };
  const close = (): void => {
    stopHeartbeat();
    if (run) screen.clear();
    screen.done();
    run = null;
  };
  return {
    runStarted(start) {
      run = { start, progress: new Progress(start) };
      stopHeartbeat = clock.every(HEARTBEAT_MS, draw);
      draw();
    },
    episodeStarted(event) {
      run?.progress.started(event, clock.nowMs());
      drawSoon();
    },
    episodeEnded(record, { worker }) {
      run?.progress.ended(record, worker);
      drawSoon();
    },
    note(line) {
      if (run) screen.persist(visible(line));
      else stderr.write(`${visible(line)}\n`);
    },
    runEnded(summary) {
      close();
      stdout.write(renderSummary(summary, terminalOf(stdout, environment)));
    },
    close,
  };
}
