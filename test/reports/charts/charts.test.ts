import { createHash } from 'node:crypto';
import sharp from 'sharp';
import t from 'tap';
import { type Chart, inlineSvgOf, pngOf, sizeOf, svgOf } from '../../../reports/charts/index.ts';
import { CHARTS } from './charts.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** How many pixels of a part of a PNG are not white. */
async function inked(png: Buffer, part: { left: number; top: number; width: number; height: number }): Promise<number> {
  const { data, info } = await sharp(png).extract(part).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  let dark = 0;
  for (let i = 0; i < data.length; i += info.channels) if (data[i]! + data[i + 1]! + data[i + 2]! < 720) dark++;
  return dark;
}

t.test('letters are drawn: a canvas without fonts would leave them out and say nothing', async (t) => {
  const title = { left: 0, top: 0, width: 1080, height: 45 };
  const drawn = await inked(pngOf(CHARTS.lines), title);
  const without = await inked(pngOf({ ...CHARTS.lines, title: ' ' }), title);
  t.equal(without, 0);
  t.ok(drawn > 300, `${drawn} dark pixels of a title`);
});

for (const [name, chart] of Object.entries(CHARTS) as [string, Chart][]) {
  t.test(`${name}: files and pages`, async (t) => {
    const [png, again] = [pngOf(chart), pngOf(chart)];
    t.ok(png.equals(again), 'same chart, same bytes');
    t.equal(sha256(svgOf(chart)), sha256(svgOf(chart)), 'same chart, same text');
    t.equal(sha256(`${inlineSvgOf(chart)}`), sha256(`${inlineSvgOf(chart)}`), 'on a page too');
    const { width, height, density } = await sharp(png).metadata();
    const { widthPx, heightPx } = sizeOf(chart);
    t.same({ width, height, density }, { width: 1.5 * widthPx, height: Math.floor(1.5 * heightPx), density: 144 });
    t.notOk(svgOf(chart).includes('<text'), 'a file needs no font');
    t.ok((await sharp(Buffer.from(svgOf(chart))).metadata()).width, 'and is an SVG');
  });

  if (chart.kind === 'heat') continue;
  t.test(`${name}: on a page every colour is the page's`, async (t) => {
    const inline = inlineSvgOf(chart).toString();
    t.ok(inline.includes('<text'));
    t.same(inline.match(/(fill|stroke)="(?!none|var\(--)[^"]*"/g) ?? [], []);
  });
}

t.test('a figure for paper has the dots that were asked for', async (t) => {
  const { width, density } = await sharp(pngOf(CHARTS.bars, 300)).metadata();
  t.same({ width, density }, { width: Math.round((720 * 300) / 96), density: 300 });
});

t.test('what has no data says so; hostile names are text', async (t) => {
  t.ok(inlineSvgOf(CHARTS.intervals).toString().includes('>no data</text>'));
  const rows = [{ label: '</svg><script>alert(1)</script>', value: 0.5, low: 0.4, high: 0.6 }];
  t.notOk(
    inlineSvgOf({ ...CHARTS.intervals, rows })
      .toString()
      .includes('<script'),
  );
});
