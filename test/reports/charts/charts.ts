import type { Chart } from '../../../reports/charts/index.ts';

/** One of each kind, with a gap, an empty row and a cell without data. */
export const CHARTS = {
  intervals: {
    kind: 'intervals',
    title: 'Success by factor',
    x: { min: 0, max: 1, unit: 'percent' },
    xTitle: 'success rate',
    line: 0.7,
    rows: [
      { label: 'object', value: null, low: null, high: null, heading: true },
      { label: 'new colour', value: 0.6, low: 0.4, high: 0.8 },
      { label: 'new category', value: 0.1, low: 0.02, high: 0.3, color: 'vermillion' },
      { label: 'never run', value: null, low: null, high: null },
    ],
  },
  heatmap: {
    kind: 'heat',
    title: 'Object by position',
    columns: ['near', 'far', 'outside'],
    rows: [
      {
        name: 'soup can',
        cells: [
          { rate: 0.9, n: 20 },
          { rate: 0, n: 12 },
          { rate: null, n: 0 },
        ],
      },
      { name: 'cube', cells: [{ rate: 1, n: 20 }, null, { rate: 0.5, n: 2 }] },
    ],
  },
  lines: {
    kind: 'lines',
    title: 'Night by night',
    x: { labels: [0, 1, 2, 3].map((at) => ({ at, text: `day ${at}` })) },
    y: { min: 0, max: 1, unit: 'percent' },
    yTitle: 'success rate',
    lines: [
      {
        name: 'with a gap',
        color: 'blue',
        marks: true,
        band: true,
        points: [
          { x: 0, y: 0.5, low: 0.3, high: 0.7 },
          { x: 1, y: null },
          { x: 2, y: 0.6, low: 0.5, high: 0.7 },
          { x: 3, y: 0.7, low: 0.6, high: 0.8 },
        ],
      },
      {
        name: 'stepped',
        color: 'orange',
        stepped: true,
        dashed: true,
        points: [
          { x: 0, y: 0.2, low: 0.1, high: 0.3 },
          { x: 3, y: 0.35, low: 0.2, high: 0.45 },
        ],
      },
    ],
    events: [{ at: 2, text: 'version 2' }],
  },
  bars: {
    kind: 'bars',
    title: 'Stages',
    horizontal: true,
    xTitle: 'episodes',
    labels: ['reached', 'grasped', 'placed'],
    value: {},
    series: [{ name: 'episodes', color: 'blue', values: [100, 60, 40], texts: ['100', '60', '40'] }],
  },
  map: {
    kind: 'map',
    title: 'Where the target stood',
    widthPx: 520,
    x: { min: 0.2, max: 0.7 },
    y: { min: -0.3, max: 0.3 },
    bins: { size: 0.1, cells: [{ x: 0.3, y: 0, rate: 0.5, n: 10 }] },
    series: [
      { name: 'success', color: 'green', shape: 'dot', points: [{ x: 0.3, y: 0.1 }] },
      { name: 'failure', color: 'vermillion', shape: 'cross', points: [{ x: 0.44, y: 0.11 }] },
    ],
  },
} as const satisfies Readonly<Record<string, Chart>>;
