import type { Chart as Drawn, Plugin } from 'chart.js';
import type { MapChart } from '../chart.ts';
import { FONT } from '../fonts.ts';
import type { KindConfiguration } from '../kind.ts';
import { colorOf, numberScale, TEXT_PX } from '../theme.ts';

const SHAPES = { dot: 'circle', cross: 'crossRot', ring: 'circle' } as const;

/** Places on a plane, over squares shaded by their rate. */
export function map(chart: MapChart): KindConfiguration {
  return {
    type: 'scatter',
    legend: chart.series.length > 1,
    data: {
      datasets: chart.series.map(({ name, color, shape, points }) => ({
        label: name,
        data: points,
        pointStyle: SHAPES[shape],
        pointRadius: shape === 'cross' ? 4 : 3.5,
        borderWidth: shape === 'dot' ? 0 : 1.8,
        borderColor: colorOf(color),
        backgroundColor: shape === 'ring' ? 'transparent' : colorOf(color),
      })),
    },
    scales: { x: numberScale(chart.x, chart.xTitle), y: numberScale(chart.y, chart.yTitle) },
    plugins: [squares(chart)],
  };
}

const squares = ({ bins }: MapChart): Plugin => ({
  id: 'squares',
  beforeDatasetsDraw({ ctx, scales }: Drawn) {
    if (!bins) return;
    ctx.save();
    ctx.font = `${TEXT_PX - 2}px "${FONT}"`;
    ctx.textBaseline = 'top';
    for (const { x, y, rate, n } of bins.cells) {
      const sides = [scales.x!.getPixelForValue(x), scales.x!.getPixelForValue(x + bins.size)];
      const [left, right] = [Math.min(...sides), Math.max(...sides)];
      const [bottom, top] = [scales.y!.getPixelForValue(y), scales.y!.getPixelForValue(y + bins.size)];
      ctx.globalAlpha = 0.08 + 0.6 * rate;
      ctx.fillStyle = colorOf('heat');
      ctx.fillRect(left + 1, top + 1, right - left - 2, bottom - top - 2);
      ctx.globalAlpha = 1;
      ctx.fillStyle = colorOf('ink');
      if (right - left > 44) ctx.fillText(`${Math.round(rate * n)}/${n}`, left + 5, top + 5);
    }
    ctx.restore();
  },
});
