import { byText } from '../../harness/by-text.ts';
import type { History, HistoryRun } from '../schema/history.ts';

const TITLE = 'Robot policy evaluation';

export const newHistory = (): History => ({ schemaVersion: 1, site: { title: TITLE, url: null }, runs: [] });

/**
 * The history with one run more, or with a run as it is now if it was published before: in whatever order runs are
 * published, the history is the same. A verdict stays with its run until another is given or the run's numbers change.
 */
export function withRun(history: History, run: HistoryRun): History {
  const earlier = history.runs.find(({ page }) => page === run.page);
  const others = history.runs.filter((each) => each !== earlier);
  return { ...history, runs: [...others, earlier ? renewed(earlier, run) : run].sort(byTime) };
}

function renewed(earlier: HistoryRun, run: HistoryRun): HistoryRun {
  const same = earlier.summaryDigest === run.summaryDigest;
  return {
    ...earlier,
    ...run,
    gate: run.gate ?? (same ? earlier.gate : null),
    report: run.report || (same && earlier.report),
  };
}

export const byTime = (a: HistoryRun, b: HistoryRun): number =>
  byText(a.createdAt, b.createdAt) || byText(a.page, b.page);

/** One run a line, so that an error names its line and a difference of two histories is read easily. */
export function historyText({ runs, ...head }: History): string {
  const top = Object.entries(head).map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)},\n`);
  return `{${top.join('')}"runs":[\n${runs.map((run) => JSON.stringify(run)).join(',\n')}\n]}\n`;
}
