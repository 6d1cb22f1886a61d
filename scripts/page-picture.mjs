// Draws a part of a page for the documents:
// node scripts/page-picture.mjs report.html picture.png [--at '#levels'] [--scheme dark] [--width 1180] [--height 1000]
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import sharp from 'sharp';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    at: { type: 'string' },
    scheme: { type: 'string', default: 'light' },
    width: { type: 'string', default: '1180' },
    height: { type: 'string', default: '1000' },
  },
});
const [page, picture] = positionals;
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  const viewport = { width: Number(values.width), height: Number(values.height) };
  const context = await browser.newContext({ viewport, colorScheme: values.scheme, deviceScaleFactor: 1.5 });
  const tab = await context.newPage();
  await tab.goto(pathToFileURL(resolve(page)).href);
  if (values.at) await tab.locator(values.at).evaluate((element) => element.scrollIntoView({ behavior: 'instant' }));
  await sharp(await tab.screenshot())
    .png({ palette: true, quality: 90, effort: 10 })
    .toFile(picture);
} finally {
  await browser.close();
}
