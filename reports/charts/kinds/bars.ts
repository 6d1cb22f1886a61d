import type { Chart as Drawn, Plugin } from 'chart.js';
import type { BarChart } from '../chart.ts';
import { FONT } from '../fonts.ts';
import type { KindConfiguration } from '../kind.ts';
import { colorOf, numberScale, TEXT_PX, tickStyle, titleOf } from '../theme.ts';

/** Right of the longest bar. */
const ROOM_FOR_TEXT_PX = 110;

/** Bars with their numbers at their ends. */
export function bars(chart: BarChart): KindConfiguration {
  const { labels, series, value, horizontal = false, touching = false } = chart;
  const category = {
    type: 'category',
    title: titleOf(horizontal ? chart.yTitle : chart.xTitle),
    border: { display: false },
    grid: { display: false },
    ticks: { ...tickStyle, autoSkip: touching, ...(horizontal ? { crossAlign: 'far' } : {}) },
  };
  const numbers = numberScale({ min: 0, ...value }, horizontal ? chart.xTitle : chart.yTitle);
  return {
    type: 'bar',
    legend: series.length > 1,
    options: {
      indexAxis: horizontal ? 'y' : 'x',
      layout: { padding: horizontal ? { left: 4, right: ROOM_FOR_TEXT_PX, top: 8 } : { left: 4, right: 18, top: 22 } },
    },
    data: {
      labels,
      datasets: series.map(({ name, color, values }) => ({
        label: name,
        data: values,
        backgroundColor: colorOf(color),
        categoryPercentage: touching ? 1 : 0.78,
        barPercentage: touching ? 0.97 : 0.9,
      })),
    },
    scales: horizontal ? { x: numbers, y: category } : { x: category, y: numbers },
    plugins: [texts(chart)],
  };
}

const texts = ({ series, horizontal }: BarChart): Plugin => ({
  id: 'texts',
  afterDatasetsDraw(chart: Drawn) {
    const { ctx } = chart;
    ctx.save();
    ctx.fillStyle = colorOf('ink');
    ctx.font = `${TEXT_PX}px "${FONT}"`;
    ctx.textBaseline = horizontal ? 'middle' : 'bottom';
    ctx.textAlign = horizontal ? 'left' : 'center';
    for (const [i, { texts: all = [] }] of series.entries()) {
      for (const [j, { x, y }] of chart.getDatasetMeta(i).data.entries()) {
        ctx.fillText(all[j] ?? '', horizontal ? x + 6 : x, horizontal ? y : y - 3);
      }
    }
    ctx.restore();
  },
});
