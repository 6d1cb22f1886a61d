import { ChartJSNodeCanvas } from 'chartjs-node-canvas';
import sharp from 'sharp';
import { type Chart, sizeOf } from './chart.ts';
import { configuration } from './configuration.ts';
import { registerFonts } from './fonts.ts';

/** CSS pixels to the inch: what sizes of charts are given in. */
const CSS_DPI = 96;

const EXTENSIONS = ['chartjs-chart-error-bars', 'chartjs-chart-matrix'];

/** A chart as a PNG; the same chart gives the same bytes. @param dpi pixels to the inch, written into the file too: 300 for paper */
export async function pngOf(chart: Chart, dpi = 2 * CSS_DPI): Promise<Buffer> {
  registerFonts();
  const { widthPx: width, heightPx: height } = sizeOf(chart);
  const { options, ...rest } = configuration(chart, true);
  const canvas = new ChartJSNodeCanvas({ width, height, plugins: { modern: EXTENSIONS } });
  const sized = { ...rest, options: { ...options, devicePixelRatio: dpi / CSS_DPI } };
  const raw = canvas.renderToBufferSync(sized, 'image/png');
  return sharp(raw).withMetadata({ density: dpi }).png({ compressionLevel: 9, palette: true, colours: 128 }).toBuffer();
}
