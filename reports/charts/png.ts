import { ChartJSNodeCanvas } from 'chartjs-node-canvas';
import { type Chart, sizeOf } from './chart.ts';
import { configuration } from './configuration.ts';
import { registerFonts } from './fonts.ts';
import { withDensity } from './png-density.ts';

/** CSS pixels to the inch: what sizes of charts are given in. */
const CSS_DPI = 96;

/** Good on a screen; journals ask for 300 and more. */
const SCREEN_DPI = 144;

const EXTENSIONS = ['chartjs-chart-error-bars', 'chartjs-chart-matrix'];

/** A chart as a PNG; the same chart gives the same bytes. @param dpi pixels to the inch, written into the file too */
export function pngOf(chart: Chart, dpi: number = SCREEN_DPI): Buffer {
  registerFonts();
  const { widthPx: width, heightPx: height } = sizeOf(chart);
  const canvas = new ChartJSNodeCanvas({ width, height, plugins: { modern: EXTENSIONS } });
  const { options, ...rest } = configuration(chart, true);
  const sized = { ...rest, options: { ...options, devicePixelRatio: dpi / CSS_DPI } };
  return withDensity(canvas.renderToBufferSync(sized, 'image/png'), dpi);
}
