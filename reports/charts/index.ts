/** Charts as data and as pictures. The library that draws is heavy: import this module where a picture is made, not before. */
export type { Chart, Line, LineChart } from './chart.ts';
export { sizeOf } from './chart.ts';
export { pngOf } from './png.ts';
export { inlineSvgOf, svgOf } from './svg.ts';
