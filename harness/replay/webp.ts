import sharp from 'sharp';
import type { Picture } from './picture.ts';

/** An animated WebP, looping, with a second's pause on the last frame; lossless where each colour has a meaning. */
export async function animatedWebp(frames: readonly Picture[], frameMs: number, lossless = false): Promise<Buffer> {
  const { widthPx: width, heightPx: height } = frames[0]!;
  const pages = Buffer.concat(frames.map(({ rgb }) => rgb));
  const raw = { width, height: height * frames.length, channels: 3 as const, pageHeight: height };
  const delay = frames.map((_, i) => (i === frames.length - 1 ? 1000 : Math.round(frameMs)));
  return sharp(pages, { raw, limitInputPixels: false }).webp({ quality: 80, lossless, loop: 0, delay }).toBuffer();
}
