import type { HistoryRun } from '../schema/history.ts';
import type { Rate } from '../schema/summary.ts';
import { DAY_MS } from './calendar.ts';

/** A measured rate at the time of its run. */
export interface Point {
  readonly run: HistoryRun;
  readonly timeMs: number;
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/** A night is missing when the next run comes later than this share of the usual time. */
const LATE = 1.5;

/**
 * The points of a series in stretches that may be joined by a line: a run without data, a run that did not come, and a
 * change of the plan each end one. The usual time between runs is the median, at least a day.
 */
export function stretchesOf(runs: readonly HistoryRun[], rateOf: (run: HistoryRun) => Rate | null): Point[][] {
  const longestMs = LATE * usualMs(runs);
  const stretches: Point[][] = [];
  let before: HistoryRun | null = null;
  for (const run of runs) {
    const point = pointOf(run, rateOf(run));
    const joined = point && before && mayJoin(before, run, longestMs);
    if (point && joined) stretches.at(-1)!.push(point);
    else if (point) stretches.push([point]);
    before = point ? run : null;
  }
  return stretches;
}

function pointOf(run: HistoryRun, rate: Rate | null): Point | null {
  if (!rate || rate.rate === null || rate.low === null || rate.high === null) return null;
  return { run, timeMs: timeOf(run), rate: rate.rate, low: rate.low, high: rate.high };
}

const mayJoin = (before: HistoryRun, run: HistoryRun, longestMs: number): boolean =>
  before.planDigest === run.planDigest && timeOf(run) - timeOf(before) <= longestMs;

function usualMs(runs: readonly HistoryRun[]): number {
  const spans = runs.slice(1).map((run, i) => timeOf(run) - timeOf(runs[i]!));
  const middle = spans.sort((a, b) => a - b)[Math.floor(spans.length / 2)] ?? 0;
  return Math.max(DAY_MS, middle);
}

export const timeOf = ({ createdAt }: HistoryRun): number => Date.parse(createdAt);
