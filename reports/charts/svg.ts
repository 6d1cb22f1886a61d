import { createHash } from 'node:crypto';
import { createCanvas, type SvgCanvas, SvgExportFlag } from '@napi-rs/canvas';
import { type ChartItem, Chart as Drawing, registerables } from 'chart.js';
import { PointWithErrorBar, ScatterWithErrorBarsController } from 'chartjs-chart-error-bars';
import { MatrixController, MatrixElement } from 'chartjs-chart-matrix';
import { type Html, markup } from '../page/html.ts';
import { PALETTE } from '../palette.ts';
import { type Chart, sizeOf } from './chart.ts';
import { configuration } from './configuration.ts';
import { registerFonts } from './fonts.ts';
import { takeText } from './svg-text.ts';

Drawing.register(...registerables, ScatterWithErrorBarsController, PointWithErrorBar, MatrixController, MatrixElement);

/** A chart as an SVG file: letters are outlines, so that it looks the same everywhere, without any font. */
export function svgOf(chart: Chart): string {
  return draw(chart, { standalone: true, flag: SvgExportFlag.ConvertTextToPaths });
}

/** A chart for a page: letters are the page's, colours follow it into the dark. Its figure must say what it shows. */
export function inlineSvgOf(chart: Chart): Html {
  let texts: () => string = () => '';
  const svg = draw(chart, {
    standalone: false,
    flag: SvgExportFlag.NoPrettyXML,
    prepare: (canvas) => {
      texts = takeText(canvas);
    },
  });
  const { widthPx, heightPx } = sizeOf(chart);
  const inside = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'));
  const open = `<svg viewBox="0 0 ${widthPx} ${heightPx}" style="max-width:${widthPx}px" aria-hidden="true" focusable="false">`;
  return markup(`${open}${themed(inside + texts())}</svg>`);
}

interface DrawOptions {
  readonly standalone: boolean;
  readonly flag: SvgExportFlag;
  readonly prepare?: (canvas: SvgCanvas) => void;
}

function draw(chart: Chart, { standalone, flag, prepare }: DrawOptions): string {
  registerFonts();
  const { widthPx, heightPx } = sizeOf(chart);
  const canvas = createCanvas(widthPx, heightPx, flag);
  prepare?.(canvas);
  const { options, ...rest } = configuration(chart, standalone);
  const drawing = new Drawing(canvas as unknown as ChartItem, {
    ...rest,
    options: { ...options, devicePixelRatio: 1 },
  });
  const text = canvas.getContent().toString('utf8');
  drawing.destroy();
  return settled(text);
}

/** The canvas counts its clip paths through the life of the process, and writes nine digits: here names and digits follow from the chart alone. */
function settled(svg: string): string {
  const short = svg.replace(/-?\d+\.\d{3,}/g, (each) => String(Number(Number(each).toFixed(2))));
  const names = [...new Set(short.match(/\bcl_[0-9a-f]+/g) ?? [])];
  const numbered = short.replace(/\bcl_[0-9a-f]+/g, (name) => `clip-${names.indexOf(name)}`);
  const mark = createHash('sha256').update(numbered).digest('hex').slice(0, 8);
  return numbered.replace(/\bclip-(?=\d)/g, `clip-${mark}-`);
}

const VARIABLES: ReadonlyMap<string, string> = new Map(
  Object.entries(PALETTE).map(([name, { light }]) => [light, `var(--${name})`]),
);

/** Each colour of the palette becomes the page's variable of that name. */
const themed = (svg: string): string =>
  svg.replace(/(fill|stroke)="(#[0-9a-f]{6})"/gi, (whole, part, color: string) => {
    const variable = VARIABLES.get(color.toLowerCase());
    return variable ? `${part}="${variable}"` : whole;
  });
