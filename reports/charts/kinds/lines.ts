import type { Chart as Drawn, Plugin } from 'chart.js';
import type { Line, LineChart } from '../chart.ts';
import { FONT } from '../fonts.ts';
import type { KindConfiguration } from '../kind.ts';
import { colorOf, numberScale, TEXT_PX, veil } from '../theme.ts';

/** Curves and trends; a null breaks a line. */
export function lines(chart: LineChart): KindConfiguration {
  const { labels } = chart.x;
  const x = { ...numberScale(chart.x, chart.xTitle, false), ...(labels ? placesOf(labels) : {}) };
  const bands = chart.lines.filter(({ band }) => band).flatMap(bandOf);
  return {
    type: 'scatter',
    legend: chart.lines.length > 1,
    data: { datasets: [...chart.lines.map(lineOf), ...bands] },
    scales: { x, y: numberScale(chart.y, chart.yTitle) },
    options: { plugins: { legend: { labels: { filter: ({ text }) => text !== '' } } } },
    plugins: [events(chart)],
  };
}

function placesOf(labels: NonNullable<LineChart['x']['labels']>) {
  const texts = new Map(labels.map(({ at, text }) => [at, text]));
  return {
    afterBuildTicks: (axis: { ticks: unknown }) => {
      axis.ticks = labels.map(({ at }) => ({ value: at }));
    },
    ticks: {
      color: colorOf('soft'),
      font: { family: FONT, size: TEXT_PX },
      maxRotation: 0,
      autoSkip: true,
      autoSkipPadding: 16,
      callback: (value: number) => texts.get(value) ?? '',
    },
  };
}

function lineOf({ name, color, points, stepped, dashed, marks }: Line) {
  return {
    type: 'line',
    label: name,
    data: points.map(({ x, y }) => ({ x, y })),
    borderColor: colorOf(color),
    backgroundColor: colorOf(color),
    borderWidth: 2,
    borderDash: dashed ? [5, 4] : [],
    stepped: stepped ?? false,
    pointRadius: points.map((_, at) => (marks || standsAlone(points, at) ? 3.5 : 0)),
    // A line along an end of the axis is not cut in half.
    clip: 4,
    pointStyle: 'circle',
    spanGaps: false,
  };
}

/** A point between gaps, of which no line would be drawn. */
const standsAlone = (points: Line['points'], at: number): boolean =>
  points[at]!.y !== null && (points[at - 1]?.y ?? null) === null && (points[at + 1]?.y ?? null) === null;

/** Two lines without ink, the area between them filled; without a name, so that the legend passes over them. */
function bandOf({ color, points, stepped }: Line) {
  const edge = (end: 'low' | 'high', fill: false | '-1') => ({
    type: 'line',
    label: '',
    data: points.map(({ x, y, [end]: value }) => ({ x, y: y === null ? null : (value ?? y) })),
    borderWidth: 0,
    pointRadius: 0,
    stepped: stepped ?? false,
    backgroundColor: veil(color),
    fill,
  });
  return [edge('low', false), edge('high', '-1')];
}

const events = ({ events: all = [] }: LineChart): Plugin => ({
  id: 'events',
  beforeDatasetsDraw({ ctx, scales, chartArea }: Drawn) {
    ctx.save();
    ctx.setLineDash([2, 3]);
    ctx.strokeStyle = colorOf('gray');
    ctx.fillStyle = colorOf('soft');
    ctx.font = `${TEXT_PX - 1}px "${FONT}"`;
    for (const { at, text } of all) {
      const x = scales.x!.getPixelForValue(at);
      ctx.beginPath();
      ctx.moveTo(x, chartArea.top);
      ctx.lineTo(x, chartArea.bottom);
      ctx.stroke();
      ctx.fillText(text, x + 4, chartArea.top + 10);
    }
    ctx.restore();
  },
});
