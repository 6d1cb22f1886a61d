// Draws what a command printed in colour as a PNG: `FORCE_COLOR=1 <command> | node scripts/terminal-picture.mjs <file>`.
// CONTRIBUTING.md has the command that draws the table of the README.
import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import stringWidth from 'string-width';

const FONT_PX = 13;
const CELL = { widthPx: 0.602 * FONT_PX, heightPx: 17 };
const MARGIN_PX = 14;
const PAPER = '#16181d';
const INK = '#d6d9de';
const COLORS = ['#5c6370', '#ef6b73', '#8cc265', '#e0b45c', '#61a8f0', '#c678dd', '#4fb8c4', '#d6d9de'];
const STYLE = new RegExp(`${String.fromCharCode(27)}\\[([\\d;]*)m`);
const PLAIN = { color: INK, bold: false, dim: false, inverse: false };

/** What each "select graphic rendition" number changes; others are ignored. */
function restyled(style, code) {
  if (code === 0) return PLAIN;
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 7) return { ...style, inverse: true };
  if (code === 22) return { ...style, bold: false, dim: false };
  if (code === 27) return { ...style, inverse: false };
  if (code === 39) return { ...style, color: INK };
  if (code >= 30 && code <= 37) return { ...style, color: COLORS[code - 30] };
  if (code >= 90 && code <= 97) return { ...style, color: COLORS[code - 90] };
  return style;
}

/** The pieces of one line: text, where it starts (in cells), and its style. A style lasts beyond the line. */
function piecesOf(line, style) {
  const pieces = [];
  let cell = 0;
  for (const [i, part] of line.split(STYLE).entries()) {
    if (i % 2 === 1) for (const code of part.split(';')) style = restyled(style, Number(code));
    else if (part !== '') {
      pieces.push({ text: part, cell, style });
      cell += stringWidth(part);
    }
  }
  return { pieces, style, cells: cell };
}

function textElement({ text, cell, style }, row) {
  const x = MARGIN_PX + cell * CELL.widthPx;
  const top = MARGIN_PX + row * CELL.heightPx;
  const width = stringWidth(text) * CELL.widthPx;
  const [ink, paper] = style.inverse ? [PAPER, style.color] : [style.color, null];
  const behind = paper ? `<rect x="${x}" y="${top}" width="${width}" height="${CELL.heightPx}" fill="${paper}"/>` : '';
  const weight = style.bold ? ' font-weight="bold"' : '';
  const opacity = style.dim ? ' opacity="0.6"' : '';
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const length = `textLength="${width}" lengthAdjust="spacingAndGlyphs"`;
  return `${behind}<text xml:space="preserve" x="${x}" y="${top + FONT_PX}" fill="${ink}"${weight}${opacity} ${length}>${escaped}</text>`;
}

function svgOf(lines) {
  let style = PLAIN;
  const rows = lines.map((line) => {
    const row = piecesOf(line, style);
    style = row.style;
    return row;
  });
  const width = Math.ceil(2 * MARGIN_PX + Math.max(...rows.map(({ cells }) => cells)) * CELL.widthPx);
  const height = 2 * MARGIN_PX + rows.length * CELL.heightPx;
  const texts = rows.flatMap(({ pieces }, row) => pieces.map((piece) => textElement(piece, row)));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="DejaVu Sans Mono" font-size="${FONT_PX}">
<rect width="100%" height="100%" fill="${PAPER}"/>${texts.join('\n')}</svg>`;
}

const [file] = process.argv.slice(2);
if (!file) throw new Error('expected the PNG to write as the first argument, got nothing');
const printed = readFileSync(0, 'utf8').trimEnd().split(/\r?\n/);
await sharp(Buffer.from(svgOf(printed)))
  .png({ palette: true, colours: 64, compressionLevel: 9 })
  .toFile(file);
