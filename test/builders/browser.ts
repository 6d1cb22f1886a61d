import { existsSync } from 'node:fs';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import type { Test } from 'tap';

const CHROMIUM = '/usr/bin/chromium';

/** For tests that need a browser: why they are left out here, or false. */
export const NO_BROWSER = existsSync(CHROMIUM) ? false : `no ${CHROMIUM}: apt-get install chromium`;

const QUIET = ['no-sandbox', 'disable-gpu', 'disable-background-networking', 'disable-sync', 'disable-extensions'];

export interface Tab {
  readonly page: Page;
  /** What the page complained about so far, on its console and by throwing. */
  readonly complaints: readonly string[];
  /** Addresses that it asked for so far. */
  readonly asked: readonly string[];
}

/** An empty page in a browser of its own, which ends with the test. */
export async function openTab(test: Test, options: BrowserContextOptions = {}): Promise<Tab> {
  const args = QUIET.map((each) => `--${each}`);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args, timeout: 60_000 });
  test.teardown(() => browser.close());
  const page = await (await browser.newContext(options)).newPage();
  const [complaints, asked]: [string[], string[]] = [[], []];
  page.on('console', (message) => {
    if (message.type() !== 'log') complaints.push(`${message.type()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => asked.push(request.url()));
  return { page, complaints, asked };
}
