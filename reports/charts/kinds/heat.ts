import type { Chart as Drawn, Plugin } from 'chart.js';
import { percent } from '../../numbers.ts';
import type { HeatChart } from '../chart.ts';
import { FONT } from '../fonts.ts';
import type { KindConfiguration } from '../kind.ts';
import { colorOf, rowLabels, TEXT_PX, tickStyle } from '../theme.ts';

const GAP_PX = 2;
/** A rate and its n. */
const BETWEEN_PX = 6;

/** Rates as shades of one colour, with the number in each: n = 0 is hatched and says so. */
export function heat(chart: HeatChart): KindConfiguration {
  const { rows, columns } = chart;
  const cells = rows.flatMap(({ cells }, y) => cells.map((cell, x) => ({ x: String(x), y: String(y), cell })));
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
      x: { ...axis(columns, linesOf), position: 'top' },
      y: rowAxis(chart),
    },
    plugins: [numbers(chart)],
  };
}

/** Columns and rows are told apart by their place: levels of two factors may have one name. */
const axis = (names: readonly string[], textOf: (name: string) => string | string[]) => ({
  type: 'category',
  labels: names.map((_, at) => String(at)),
  offset: true,
  border: { display: false },
  grid: { display: false },
  ticks: { ...tickStyle, autoSkip: false, callback: (_: unknown, at: number) => textOf(names[at] ?? '') },
});

/** From top to bottom, against what the matrix controller does unasked. */
function rowAxis({ rows }: HeatChart) {
  const names = rows.map(({ name }) => name);
  const own = axis(names, (name) => name);
  return { ...own, reverse: false, ticks: { ...own.ticks, crossAlign: 'far', ...rowLabels(rows) } };
}

/** Of a line of a column's name. */
const MOST_LETTERS = 12;

/** A name in lines that have room above a column. */
function linesOf(name: string): string[] {
  const lines: string[] = [];
  for (const word of name.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (lines.length > 0 && longer.length <= MOST_LETTERS) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

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
    ctx.textBaseline = 'middle';
    for (const [row, { cells }] of rows.entries()) {
      for (const [column, cell] of cells.entries()) {
        if (cell === null) continue;
        const [x, y] = [scales.x!.getPixelForValue(column), scales.y!.getPixelForValue(row)];
        if (cell.rate === null) hatch(ctx, x - width / 2, y - height / 2, width, height);
        ctx.fillStyle = colorOf('ink');
        write(ctx, percent(cell.rate), `n = ${cell.n}`, x, y);
      }
    }
    ctx.restore();
  },
});

/** A rate and its n, side by side about a middle. */
function write(ctx: Drawn['ctx'], rate: string, n: string, x: number, y: number): void {
  const [large, small] = [TEXT_PX, TEXT_PX - 2].map((px) => `${px}px "${FONT}"`) as [string, string];
  ctx.font = small;
  const right = ctx.measureText(n).width;
  ctx.font = large;
  const left = ctx.measureText(rate).width + BETWEEN_PX;
  const start = x - (left + right) / 2;
  ctx.fillText(rate, start, y);
  ctx.font = small;
  ctx.fillText(n, start + left, y);
}

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
