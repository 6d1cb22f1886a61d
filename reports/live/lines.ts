import type { EpisodeRecord } from '../../harness/types.ts';
import type { Outlet, Reporter, RunStart } from '../reporter.ts';
import { renderSummary } from '../terminal/summary.ts';
import { terminalOf } from '../terminal/terminal.ts';
import { visible } from '../terminal/visible.ts';
import { progressLine, startLine } from './frame.ts';
import { Progress } from './progress.ts';

const LONGEST_PAUSE_MS = 10_000;
const STRIDE = 0.05;

type Following = Omit<Reporter, 'runEnded'>;

/** A line on stderr every ten seconds or five percent, and for the first error of each code. */
export function following({ stderr, clock }: Outlet): Following {
  let progress: Progress | null = null;
  let last = { ms: 0, done: 0 };
  let stop = (): void => {};
  const seen = new Set<string>();
  const write = (line: string): void => {
    stderr.write(`${visible(line)}\n`);
  };

  const tell = (): void => {
    const view = progress?.at(clock.nowMs());
    if (!view) return;
    const isDue = clock.nowMs() - last.ms >= LONGEST_PAUSE_MS;
    const isFurther = view.done - last.done >= STRIDE * view.counts.planned;
    if (!isDue && !isFurther) return;
    last = { ms: clock.nowMs(), done: view.done };
    write(progressLine(view));
  };
  return {
    runStarted(start: RunStart) {
      progress = new Progress(start);
      last = { ms: clock.nowMs(), done: progress.at(clock.nowMs()).done };
      stop = clock.every(LONGEST_PAUSE_MS, tell);
      write(startLine(start));
    },
    episodeStarted: (event) => progress?.started(event, clock.nowMs()),
    episodeEnded(record, { worker }) {
      progress?.ended(record, worker);
      firstOfItsCode(record, seen, write);
      tell();
    },
    note: write,
    close: () => stop(),
  };
}

function firstOfItsCode({ error, episodeId }: EpisodeRecord, seen: Set<string>, write: (line: string) => void): void {
  if (!error || seen.has(error.code)) return;
  seen.add(error.code);
  write(`infra error ${error.code} in ${episodeId}: ${error.message}`);
}

/** For a log or a pipe: lines on the way, the table on stdout at the end. */
export function lines(outlet: Outlet): Reporter {
  const follower = following(outlet);
  return {
    ...follower,
    runEnded(summary) {
      follower.close();
      outlet.stdout.write(renderSummary(summary, terminalOf(outlet.stdout, outlet.environment)));
    },
  };
}
