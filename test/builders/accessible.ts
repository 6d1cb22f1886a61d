import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import type { Test } from 'tap';
import { openTab } from './browser.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const LOOKS = {
  light: { width: 1200, colorScheme: 'light', media: 'screen' },
  dark: { width: 1200, colorScheme: 'dark', media: 'screen' },
  'narrow, light': { width: 360, colorScheme: 'light', media: 'screen' },
  'narrow, dark': { width: 360, colorScheme: 'dark', media: 'screen' },
  print: { width: 800, colorScheme: 'light', media: 'print' },
} as const;

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/**
 * Opens an HTML file in Chromium without a network and holds it to what every page of ours must be: no complaint on the
 * console, nothing asked for but itself, nothing that axe-core finds, and no sideways scrolling of the whole page; in light,
 * dark, narrow and print. Call it where `NO_BROWSER` is false.
 */
export async function looksGood(test: Test, file: string): Promise<Page> {
  const url = pathToFileURL(file).href;
  const { page, complaints, asked } = await openTab(test, { offline: true, javaScriptEnabled: true });
  await page.goto(url);
  for (const [name, { width, colorScheme, media }] of Object.entries(LOOKS)) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme, media });
    test.same(await violations(page), [], `axe-core: ${name}`);
    const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    test.ok(Number(wide) <= 0, `${name}: the page is ${wide} px too wide`);
  }
  test.equal(await page.locator('img:not([alt])').count(), 0, 'every picture has its text');
  test.same(complaints, []);
  test.same(
    asked.filter((each) => !each.startsWith('data:')),
    [url],
    'nothing but the file itself',
  );
  return page;
}

/** As text, to be read in the output of a test. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const found = (await page.evaluate(
    'axe.run({ resultTypes: ["violations"] }).then(({ violations }) => violations)',
  )) as Violation[];
  return found.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .slice(0, 3)
        .map(({ html, failureSummary }) => `${html} ${failureSummary}`)
        .join(' | ')}`,
  );
}

/** A page made by a function, as a file for `looksGood`. */
export function pageFile(test: Test, text: string): string {
  const file = `${test.testdir()}/page.html`;
  writeFileSync(file, text);
  return file;
}
