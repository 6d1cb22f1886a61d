/** Charts as data and as pictures. The library that draws is heavy: import this module where a picture is made, not before. */
export type { Axis, BarChart, Chart, HeatChart, IntervalChart, Line, LineChart, MapChart, Point } from './chart.ts';
export { sizeOf } from './chart.ts';
export { pngOf, SCREEN_DPI } from './png.ts';
export { inlineSvgOf, svgOf } from './svg.ts';
