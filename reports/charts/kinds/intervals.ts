import type { Chart as Drawn, Plugin } from 'chart.js';
import { percent } from '../../numbers.ts';
import type { Color } from '../../palette.ts';
import type { IntervalChart } from '../chart.ts';
import { FONT } from '../fonts.ts';
import type { KindConfiguration } from '../kind.ts';
import { colorOf, numberScale, rowLabels, TEXT_PX } from '../theme.ts';

/** A forest plot: rows from top to bottom, each a point with its whiskers. */
export function intervals(chart: IntervalChart): KindConfiguration {
  const { rows, x, xTitle } = chart;
  const colors = [...new Set(rows.map(({ color = 'blue' }) => color))];
  return {
    type: 'scatterWithErrorBars',
    data: { datasets: colors.map((color) => pointsOf(chart, color)) },
    scales: {
      x: numberScale(x, xTitle),
      y: rowScale(chart),
    },
    plugins: [referenceLine(chart), missing(chart)],
  };
}

function pointsOf({ rows }: IntervalChart, color: Color) {
  const drawn = colorOf(color);
  return {
    data: rows.flatMap(({ value, low, high, color: its = 'blue' }, y) =>
      value === null || its !== color ? [] : [{ x: value, y, xMin: low ?? value, xMax: high ?? value }],
    ),
    clip: false,
    pointRadius: 4.5,
    backgroundColor: drawn,
    borderColor: drawn,
    errorBarColor: drawn,
    errorBarWhiskerColor: drawn,
    errorBarLineWidth: 2,
    errorBarWhiskerLineWidth: 2,
    errorBarWhiskerSize: 7,
  };
}

/** Labels of the rows, headings in bold. */
const rowScale = ({ rows }: IntervalChart) => ({
  type: 'linear',
  reverse: true,
  min: -0.6,
  max: rows.length - 0.4,
  border: { display: false },
  grid: { display: false },
  afterBuildTicks: (axis: { ticks: unknown }) => {
    axis.ticks = rows.map((_, value) => ({ value }));
  },
  ticks: {
    autoSkip: false,
    crossAlign: 'far',
    ...rowLabels(rows),
    callback: (_: unknown, i: number) => rows[i]?.label ?? '',
  },
});

const referenceLine = ({ line }: IntervalChart): Plugin => ({
  id: 'referenceLine',
  beforeDatasetsDraw(chart: Drawn) {
    if (line === undefined) return;
    const { ctx, chartArea, scales } = chart;
    const at = scales.x!.getPixelForValue(line);
    ctx.save();
    ctx.strokeStyle = colorOf('gray');
    ctx.setLineDash([4, 4]);
    ctx.beginPath();
    ctx.moveTo(at, chartArea.top);
    ctx.lineTo(at, chartArea.bottom);
    ctx.stroke();
    ctx.restore();
  },
});

/** "no data" in place of a point. */
const missing = ({ rows }: IntervalChart): Plugin => ({
  id: 'missing',
  afterDatasetsDraw({ ctx, chartArea, scales }: Drawn) {
    ctx.save();
    ctx.fillStyle = colorOf('soft');
    ctx.font = `${TEXT_PX}px "${FONT}"`;
    ctx.textBaseline = 'middle';
    for (const [i, { value, heading }] of rows.entries()) {
      if (value === null && !heading) ctx.fillText(percent(null), chartArea.left + 6, scales.y!.getPixelForValue(i));
    }
    ctx.restore();
  },
});
