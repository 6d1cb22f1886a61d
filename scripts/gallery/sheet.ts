import sharp from 'sharp';
import type { CameraImage } from '../../harness/types.ts';

/** A picture and what is written under it, a line each. */
export interface Tile {
  readonly image: CameraImage;
  readonly caption: readonly string[];
}

const GAP_PX = 8;
const LINE_PX = 15;
const FONT_PX = 11.5;
/** DejaVu Sans Mono is 0.602 em wide. */
const CHARACTER_PX = 0.602 * FONT_PX;

/** The tiles in rows of `columns`, each with its caption below, as PNG. All pictures have the size of the first. */
export async function contactSheet(tiles: readonly Tile[], columns: number): Promise<Buffer> {
  const { widthPx, heightPx } = tiles[0]!.image;
  const captions = tiles.map(({ caption }) => caption.flatMap((line) => wrapped(line, widthPx / CHARACTER_PX)));
  const captionPx = LINE_PX * Math.max(...captions.map((lines) => lines.length)) + 6;
  const at = (i: number) => ({
    left: GAP_PX + (i % columns) * (widthPx + GAP_PX),
    top: GAP_PX + Math.floor(i / columns) * (heightPx + captionPx + GAP_PX),
  });
  const last = at(tiles.length - 1);
  const layers = tiles.flatMap(({ image }, i) => {
    const { left, top } = at(i);
    const raw = { width: widthPx, height: heightPx, channels: 3 as const };
    return [
      { input: Buffer.from(image.rgb), raw, left, top },
      { input: captionSvg(captions[i]!, widthPx, captionPx), left, top: top + heightPx },
    ];
  });
  const width = GAP_PX + Math.min(columns, tiles.length) * (widthPx + GAP_PX);
  const height = last.top + heightPx + captionPx + GAP_PX;
  const paper = sharp({ create: { width, height, channels: 3, background: '#ffffff' } });
  return paper.composite(layers).removeAlpha().png({ compressionLevel: 9 }).toBuffer();
}

function captionSvg(lines: readonly string[], widthPx: number, heightPx: number): Buffer {
  const texts = lines.map((line, i) => `<text x="1" y="${LINE_PX * (i + 1)}">${escaped(line)}</text>`);
  const style = `font-family="DejaVu Sans Mono, monospace" font-size="${FONT_PX}" fill="#202020"`;
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}" ${style}>${texts.join('')}</svg>`,
  );
}

/** Lines of at most `characters`, broken between words where there are any. */
function wrapped(line: string, characters: number): string[] {
  const pieces = line.match(new RegExp(`.{1,${Math.floor(characters)}}(?= |$)|\\S{${Math.floor(characters)}}`, 'g'));
  return (pieces ?? []).map((piece) => piece.trim()).filter((piece) => piece !== '');
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
