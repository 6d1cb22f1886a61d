import type { Line, LineChart } from '../charts/index.ts';
import type { Color } from '../palette.ts';
import type { HistoryRun } from '../schema/history.ts';
import type { Rate } from '../schema/summary.ts';
import { dateTicks, dayOf } from './calendar.ts';
import { type Point, stretchesOf, timeOf } from './stretches.ts';

export type RateOf = (run: HistoryRun) => Rate | null;

interface TrendLine {
  readonly name: string;
  readonly color: Color;
  readonly runs: readonly HistoryRun[];
}

/** What stands on a trend's time axis. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

interface Trend {
  readonly title: string;
  readonly lines: readonly TrendLine[];
  readonly rateOf: RateOf;
  readonly span: Span;
  readonly events?: LineChart['events'];
  readonly size: keyof typeof SIZES;
}

/** In CSS pixels; ticks are as many as have room. */
const SIZES = {
  large: { widthPx: 1040, heightPx: 300, ticks: 9 },
  small: { widthPx: 300, heightPx: 150, ticks: 3 },
} as const;

/** More dots than this only hide the line; each is some kB of SVG. */
const MOST_MARKS = { large: 31, small: 0 } as const;

/** Half a day of room on both sides, so that the first and the last point stand free. */
export function spanOf(runs: readonly HistoryRun[]): Span {
  const days = runs.map((run) => dayOf(timeOf(run)));
  return { from: Math.min(...days) - 0.5, to: Math.max(...days) + 0.5 };
}

/** Rates over time with their intervals; lines end where nothing was measured. */
export function trend({ title, lines, rateOf, span, events, size }: Trend): LineChart {
  const { widthPx, heightPx, ticks } = SIZES[size];
  const marks = lines.every(({ runs }) => runs.length <= MOST_MARKS[size]);
  return {
    kind: 'lines',
    title,
    widthPx,
    heightPx,
    x: { min: span.from, max: span.to, labels: dateTicks(span.from, span.to, ticks) },
    y: { min: 0, max: 1, unit: 'percent' },
    lines: lines.map((line) => lineOf(line, rateOf, marks)),
    events,
  };
}

function lineOf({ name, color, runs }: TrendLine, rateOf: RateOf, marks: boolean): Line {
  const stretches = stretchesOf(runs, rateOf);
  return { name, color, marks, band: true, points: stretches.flatMap(broken) };
}

/** A stretch and the break after it. */
const broken = (stretch: readonly Point[]): Line['points'] => [
  ...stretch.map(({ timeMs, rate, low, high }) => ({ x: dayOf(timeMs), y: rate, low, high })),
  { x: dayOf(stretch.at(-1)!.timeMs), y: null },
];
