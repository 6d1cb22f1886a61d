import type { Chart } from './chart.ts';
import type { Configuration, KindConfiguration } from './kind.ts';
import { bars } from './kinds/bars.ts';
import { heat } from './kinds/heat.ts';
import { intervals } from './kinds/intervals.ts';
import { lines } from './kinds/lines.ts';
import { map } from './kinds/map.ts';
import { baseOptions, legendGap, paper } from './theme.ts';

const KINDS: { readonly [K in Chart['kind']]: (chart: Extract<Chart, { kind: K }>) => KindConfiguration } = {
  intervals,
  heat,
  lines,
  bars,
  map,
};

/** A chart as Chart.js wants it. `standalone`: with its title and on white, for a file of its own. */
export function configuration(chart: Chart, standalone: boolean): Configuration {
  const build = KINDS[chart.kind] as (chart: Chart) => KindConfiguration;
  const { type, data, scales, options = {}, legend = false, plugins = [] } = build(chart);
  const base = baseOptions(chart, standalone, legend);
  const labels = { ...base.plugins?.legend?.labels, ...options.plugins?.legend?.labels };
  return {
    type,
    data,
    options: {
      ...base,
      ...options,
      plugins: { ...base.plugins, legend: { ...base.plugins?.legend, labels } },
      scales,
    },
    plugins: [legendGap, ...(standalone ? [paper] : []), ...plugins],
  } as Configuration;
}
