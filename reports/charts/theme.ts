import type { ChartOptions, Plugin } from 'chart.js';
import { points } from '../numbers.ts';
import { type Color, PALETTE } from '../palette.ts';
import type { Axis, Chart } from './chart.ts';
import { FONT } from './fonts.ts';

/** Charts are drawn in the light colours; an inline one has them replaced by the page's variables. */
export const colorOf = (name: Color): string => PALETTE[name].light;

/** The same, see-through: for bands. */
export const veil = (name: Color): string => `${colorOf(name)}33`;

export const TEXT_PX = 12;

/** What all kinds have in common. A chart that stands alone carries its title; on a page the caption does. */
export function baseOptions(chart: Chart, standalone: boolean, legend: boolean): ChartOptions {
  return {
    responsive: false,
    animation: false,
    font: { family: FONT, size: TEXT_PX },
    color: colorOf('ink'),
    layout: { padding: { left: 4, right: 18, top: standalone ? 6 : 10, bottom: 4 } },
    plugins: {
      title: {
        display: standalone,
        text: chart.title,
        align: 'start',
        color: colorOf('ink'),
        font: { family: FONT, size: 15, weight: 'bold' },
        padding: { top: 4, bottom: 14 },
      },
      legend: {
        display: legend,
        align: 'start',
        labels: { usePointStyle: true, boxHeight: 7, color: colorOf('ink'), font: { family: FONT, size: TEXT_PX } },
      },
      tooltip: { enabled: false },
    },
  };
}

/** An axis of numbers: quiet grid, labels in soft ink. */
export function numberScale({ min, max, unit, reverse = false }: Axis, title: string | undefined, grid = true) {
  return {
    type: 'linear' as const,
    reverse,
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    title: titleOf(title),
    border: { display: false },
    grid: { display: grid, color: colorOf('grid'), tickLength: 4 },
    ticks: { ...tickStyle, maxTicksLimit: 8, ...(unit && unit !== 'number' ? { callback: UNITS[unit] } : {}) },
  };
}

export const titleOf = (text: string | undefined) => ({
  display: text !== undefined,
  text: text ?? '',
  color: colorOf('soft'),
  font: { family: FONT, size: TEXT_PX },
});

export const tickStyle = { color: colorOf('soft'), font: { family: FONT, size: TEXT_PX }, maxRotation: 0, padding: 4 };

/** Labels of rows, those that head others in bold. */
export const rowLabels = (rows: readonly { readonly heading?: boolean }[]) => ({
  color: rows.map(({ heading }) => colorOf(heading ? 'ink' : 'soft')),
  font: ({ index }: { index: number }) => ({
    family: FONT,
    size: TEXT_PX,
    weight: rows[index]?.heading ? 'bold' : 'normal',
  }),
});

const UNITS = {
  percent: (value: number | string): string => `${Number((Number(value) * 100).toFixed(1))} %`,
  points: (value: number | string): string => points(Number(value)),
};

/** Some room between a legend and what is below it, which Chart.js knows no option for. */
export const legendGap: Plugin = {
  id: 'legendGap',
  beforeInit(chart) {
    const legend = chart.legend as { fit(): void; height: number } | undefined;
    if (!legend) return;
    const fit = legend.fit.bind(legend);
    legend.fit = () => {
      fit();
      legend.height += 10;
    };
  },
};

/** Under a chart that leaves the page. */
export const paper: Plugin = {
  id: 'paper',
  beforeDraw({ ctx, width, height }) {
    ctx.save();
    ctx.fillStyle = '#ffffff';
    ctx.fillRect(0, 0, width, height);
    ctx.restore();
  },
};
