import type { SKRSContext2D, SvgCanvas } from '@napi-rs/canvas';
import { html } from '../page/html.ts';

const ANCHORS: Readonly<Record<string, string>> = { center: 'middle', right: 'end', end: 'end' };
/** Height of the baseline below the point that the text hangs from, in ems. */
const DROPS: Readonly<Record<string, number>> = { middle: 0.35, top: 0.9, hanging: 0.8, bottom: -0.2 };

/**
 * Makes a canvas keep its text instead of drawing it.
 * Not left to the canvas, which places every letter by its own font: text that a browser sets needs its anchor alone.
 *
 * @returns the kept text as elements of SVG
 */
export function takeText(canvas: SvgCanvas): () => string {
  const context = canvas.getContext('2d');
  const kept: string[] = [];
  const fill = watchFill(context);
  context.fillText = (text: string, x: number, y: number): void => {
    if (text === '') return;
    const { a, b, c, d, e, f } = context.getTransform();
    const sizePx = Number(/([\d.]+)px/.exec(context.font)?.[1] ?? 12);
    const isBold = /bold|[6-9]00/.test(context.font);
    const place = [a * x + c * y + e, b * x + d * y + f].map((each) => each.toFixed(1));
    const turn =
      b === 0 ? null : html` transform="rotate(${((Math.atan2(b, a) * 180) / Math.PI).toFixed(0)} ${place.join(' ')})"`;
    const drop = (DROPS[context.textBaseline] ?? 0) * sizePx;
    const anchor = ANCHORS[context.textAlign] ?? 'start';
    kept.push(
      html`<text x="${place[0]}" y="${place[1]}" dy="${drop.toFixed(1)}" text-anchor="${anchor}" font-size="${sizePx}"${isBold && html` font-weight="650"`} fill="${fill()}"${turn}>${text}</text>`.toString(),
    );
  };
  return () => kept.join('');
}

/** The colour that fills. The canvas knows it, but tells the last one that was set, also after `restore`. */
function watchFill(context: SKRSContext2D): () => string {
  const own = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(context), 'fillStyle')!;
  const [save, restore] = [context.save.bind(context), context.restore.bind(context)];
  const before: string[] = [];
  let now = '#000000';
  Object.defineProperty(context, 'fillStyle', {
    get: () => now,
    set: (value: unknown) => {
      now = String(value);
      own.set!.call(context, value);
    },
  });
  context.save = () => {
    before.push(now);
    save();
  };
  context.restore = () => {
    now = before.pop() ?? now;
    restore();
  };
  return () => now;
}
