import type { Color } from '../palette.ts';

/** What every chart has. A chart is data: it knows neither pixels nor a library. */
interface Titled {
  readonly title: string;
  /** Of the x and the y axis, units included. */
  readonly xTitle?: string;
  readonly yTitle?: string;
  /** In CSS pixels (96 to an inch); 720 x 400 unless given. */
  readonly widthPx?: number;
  readonly heightPx?: number;
}

/** Ends of an axis; taken from the data where left out. `percent` labels fractions as percent, `points` as differences in percentage points. */
export interface Axis {
  readonly min?: number;
  readonly max?: number;
  readonly unit?: 'number' | 'percent' | 'points';
  /** From right to left, or from top to bottom. */
  readonly reverse?: boolean;
}

/** Values with their intervals, one below the other: a forest plot. */
export interface IntervalChart extends Titled {
  readonly kind: 'intervals';
  readonly x: Axis;
  /** Where a dashed line stands. */
  readonly line?: number;
  readonly rows: readonly {
    readonly label: string;
    /** Null is no data: the row stays, and says so. */
    readonly value: number | null;
    readonly low: number | null;
    readonly high: number | null;
    readonly color?: Color;
    /** A label that heads the rows below it. */
    readonly heading?: boolean;
  }[];
}

/** A rate for each pair of row and column, with its n. */
export interface HeatChart extends Titled {
  readonly kind: 'heat';
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly name: string;
    /** One for each column: a rate of null is no data (hatched), a cell of null was not planned (empty). */
    readonly cells: readonly ({ readonly rate: number | null; readonly n: number } | null)[];
    /** A name that heads the rows below it, without cells. */
    readonly heading?: boolean;
  }[];
}

export interface Point {
  readonly x: number;
  /** Null breaks the line: a gap is shown as a gap. */
  readonly y: number | null;
  readonly low?: number;
  readonly high?: number;
}

export interface Line {
  /** Empty for a line that the legend does not list: it has the colour of one that is. */
  readonly name: string;
  readonly color: Color;
  readonly points: readonly Point[];
  /** Holds its value until the next point. */
  readonly stepped?: boolean;
  readonly dashed?: boolean;
  /** A dot for each point; a point that stands alone always has one. */
  readonly marks?: boolean;
  /** Shades what lies from `low` to `high`. */
  readonly band?: boolean;
}

/** Lines over a number: curves, trends. */
export interface LineChart extends Titled {
  readonly kind: 'lines';
  readonly x: Axis & {
    /** Labels of places on the axis, instead of numbers. */
    readonly labels?: readonly { readonly at: number; readonly text: string }[];
  };
  readonly y: Axis;
  readonly lines: readonly Line[];
  /** Vertical lines with a word, such as a change of version. */
  readonly events?: readonly { readonly at: number; readonly text: string }[];
}

/** One bar for each label; several series stand side by side. */
export interface BarChart extends Titled {
  readonly kind: 'bars';
  readonly labels: readonly string[];
  readonly value: Axis;
  readonly horizontal?: boolean;
  /** Bars that touch: bins of a histogram. */
  readonly touching?: boolean;
  readonly series: readonly {
    readonly name: string;
    readonly color: Color;
    readonly values: readonly (number | null)[];
    /** What is printed at each bar's end. */
    readonly texts?: readonly string[];
  }[];
}

/** Places on a plane, to scale. */
export interface MapChart extends Titled {
  readonly kind: 'map';
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly {
    readonly name: string;
    readonly color: Color;
    readonly shape: 'dot' | 'cross' | 'ring';
    readonly points: readonly { readonly x: number; readonly y: number }[];
  }[];
  /** Squares behind the points, each with its rate. */
  readonly bins?: {
    readonly size: number;
    /** At their lower left corners. */
    readonly cells: readonly { readonly x: number; readonly y: number; readonly rate: number; readonly n: number }[];
  };
}

export type Chart = IntervalChart | HeatChart | LineChart | BarChart | MapChart;

export interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Heights that follow from what is shown. */
export function sizeOf(chart: Chart): Size {
  const { widthPx = 720, heightPx } = chart;
  if (heightPx !== undefined) return { widthPx, heightPx };
  if (chart.kind === 'intervals') return { widthPx, heightPx: 90 + 24 * chart.rows.length };
  if (chart.kind === 'heat') return { widthPx, heightPx: 110 + 27 * chart.rows.length };
  if (chart.kind === 'map') return { widthPx, heightPx: mapHeight(chart, widthPx) };
  if (chart.kind === 'bars' && chart.horizontal) {
    return { widthPx, heightPx: 90 + 22 * chart.labels.length * Math.max(1, chart.series.length) };
  }
  return { widthPx, heightPx: 400 };
}

/** What the axes' labels and the legend take. */
const [ASIDE_PX, ABOVE_PX] = [90, 120];

/** A metre is as long upwards as it is sideways. */
function mapHeight({ x, y }: MapChart, widthPx: number): number {
  const length = ({ min = 0, max = 1 }: Axis): number => max - min;
  return Math.round(((widthPx - ASIDE_PX) * length(y)) / length(x)) + ABOVE_PX;
}
