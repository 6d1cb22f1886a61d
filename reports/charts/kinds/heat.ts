import type { Chart as Drawn, Plugin } from 'chart.js';
import { percent } from '../../numbers.ts';
import type { HeatChart } from '../chart.ts';
import { FONT } from '../fonts.ts';
import type { KindConfiguration } from '../kind.ts';
import { colorOf, TEXT_PX, tickStyle, titleOf } from '../theme.ts';

const GAP_PX = 2;

/** Rates as shades of one colour, with the number in each: n = 0 is hatched and says so. */
export function heat(chart: HeatChart): KindConfiguration {
  const { rows, columns } = chart;
  const cells = rows.flatMap(({ cells }, y) => cells.map((cell, x) => ({ x: columns[x]!, y: rows[y]!.name, cell })));
  const data = cells.filter(({ cell }) => cell !== null);
  const area = ({ chartArea }: Drawn) => chartArea ?? { width: 0, height: 0 };
  return {
    type: 'matrix',
    data: {
      datasets: [
        {
          data,
          backgroundColor: data.map(({ cell }) => shadeOf(cell!.rate)),
          width: ({ chart }: { chart: Drawn }) => area(chart).width / columns.length - GAP_PX,
          height: ({ chart }: { chart: Drawn }) => area(chart).height / rows.length - GAP_PX,
        },
      ],
    },
    scales: {
      x: axis(columns, chart.xTitle, { position: 'top' }),
      y: axis(
        rows.map(({ name }) => name),
        chart.yTitle,
        { reverse: false },
      ),
    },
    plugins: [numbers(chart)],
  };
}

const axis = (labels: readonly string[], title: string | undefined, more: object) => ({
  type: 'category',
  labels,
  offset: true,
  title: titleOf(title),
  border: { display: false },
  grid: { display: false },
  ticks: { ...tickStyle, autoSkip: false, maxRotation: 40 },
  ...more,
});

const hex = (channel: number): string => Math.round(channel).toString(16).padStart(2, '0');
const channels = (color: string): number[] => [1, 3, 5].map((i) => Number.parseInt(color.slice(i, i + 2), 16));

function shadeOf(rate: number | null): string {
  if (rate === null) return colorOf('paper');
  const [from, to] = [channels(colorOf('raised')), channels(colorOf('heat'))];
  return `#${from.map((each, i) => hex(each + (to[i]! - each) * rate)).join('')}`;
}

const numbers = ({ rows, columns }: HeatChart): Plugin => ({
  id: 'numbers',
  afterDatasetsDraw({ ctx, scales, chartArea }: Drawn) {
    const [width, height] = [chartArea.width / columns.length - GAP_PX, chartArea.height / rows.length - GAP_PX];
    ctx.save();
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    for (const [row, { cells }] of rows.entries()) {
      for (const [column, cell] of cells.entries()) {
        if (cell === null) continue;
        const [x, y] = [scales.x!.getPixelForValue(column), scales.y!.getPixelForValue(row)];
        if (cell.rate === null) hatch(ctx, x - width / 2, y - height / 2, width, height);
        ctx.fillStyle = colorOf('ink');
        ctx.font = `${TEXT_PX}px "${FONT}"`;
        ctx.fillText(percent(cell.rate), x, y - 7);
        ctx.font = `${TEXT_PX - 2}px "${FONT}"`;
        ctx.fillText(`n = ${cell.n}`, x, y + 8);
      }
    }
    ctx.restore();
  },
});

function hatch(ctx: Drawn['ctx'], x: number, y: number, width: number, height: number): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(x, y, width, height);
  ctx.clip();
  ctx.strokeStyle = colorOf('rule');
  ctx.beginPath();
  for (let at = -height; at < width; at += 7) {
    ctx.moveTo(x + at, y + height);
    ctx.lineTo(x + at + height, y);
  }
  ctx.stroke();
  ctx.restore();
}
