/** `node scripts/dataset-sheet.mjs <data set> sheet.png [train|val|ood] [first]`: twelve samples with their answers drawn on the pictures. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

const [folder, out, split = 'train', first = '0'] = process.argv.slice(2);
if (!folder || !out) throw new Error('usage: dataset-sheet.mjs <data set> <sheet.png> [train|val|ood] [first]');

const [WIDTH, HEIGHT, CAPTION, COLUMNS, COUNT] = [480, 360, 24, 4, 12];
const entries = JSON.parse(readFileSync(join(folder, `${split}.json`), 'utf8'));
const shown = entries.slice(Number(first), Number(first) + COUNT);

const tiles = await Promise.all(shown.map(tile));
const rows = Math.ceil(tiles.length / COLUMNS);
const sheet = { width: COLUMNS * WIDTH, height: rows * (HEIGHT + CAPTION), channels: 3, background: '#181a1e' };
await sharp({ create: sheet })
  .composite(
    tiles.map((input, i) => ({
      input,
      left: (i % COLUMNS) * WIDTH,
      top: Math.floor(i / COLUMNS) * (HEIGHT + CAPTION),
    })),
  )
  .png()
  .toFile(out);

async function tile({ image, conversations: [question, answer] }) {
  const pointing = JSON.parse(/<output>(.*)<\/output>/.exec(answer.value)[1]);
  const instruction = question.value.split(' Please output the ')[0];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT + CAPTION}">
    ${Array.isArray(pointing) ? path(pointing) : box(pointing)}
    <text x="4" y="${HEIGHT + 17}" font-size="14" font-family="sans-serif" fill="#fff">${escaped(instruction)}</text></svg>`;
  return sharp(join(folder, image))
    .resize(WIDTH, HEIGHT)
    .extend({ bottom: CAPTION, background: '#181a1e' })
    .composite([{ input: Buffer.from(svg) }])
    .png()
    .toBuffer();
}

function box({ x, y, width, height }) {
  return `<rect x="${(x - width / 2) * WIDTH}" y="${(y - height / 2) * HEIGHT}" width="${width * WIDTH}" height="${height * HEIGHT}" fill="none" stroke="#f0f" stroke-width="2"/>`;
}

function path(points) {
  const at = points.map(([x, y]) => [x * WIDTH, y * HEIGHT]);
  const dots = at.map(
    ([x, y], i) => `<circle cx="${x}" cy="${y}" r="${i === 0 ? 6 : 4}" fill="${i === 0 ? '#0f0' : '#f0f'}"/>`,
  );
  return `<polyline points="${at.join(' ')}" fill="none" stroke="#f0f" stroke-width="2"/>${dots.join('')}`;
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
