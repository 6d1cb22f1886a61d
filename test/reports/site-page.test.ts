/** The pages of a site in a browser: light, dark, narrow, print. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import t from 'tap';
import { looksGood } from '../builders/accessible.ts';
import { NO_BROWSER, openTab } from '../builders/browser.ts';
import { FrontDoor } from '../builders/front-door.ts';
import { writeNights } from '../builders/nights.ts';
import { writeRun } from '../builders/run-folder.ts';

t.test('sixty nights', { skip: NO_BROWSER }, async (t) => {
  const harness = new FrontDoor(t);
  const runs = writeNights(join(harness.folder, 'nights'), 60);
  const { code, stderr } = await harness.run(['publish', ...runs, '--site', 'site']);
  t.equal(code, 4, 'one night has no data');
  t.equal(stderr, '20261030T021500Z-ood-vla-r1: no valid episode, published as no data\n');
  const site = (...parts: string[]) => join(harness.folder, 'site', ...parts);
  const named = (folder: string, part: string) => readdirSync(site(folder)).find((name) => name.includes(part))!;

  await t.test('the index', async (t) => {
    const page = await looksGood(t, site('index.html'));
    const text = await page.locator('main').innerText();
    t.match(text, /baseline\ta\t/, 'letters');
    t.match(
      text,
      /2026-11-04, baseline, vla-r1\?mode=trajectory, openai\?model=other: simulator pybullet 3\.2\.7 → pybullet 3\.2\.8/,
    );
    t.equal(await page.locator('.multiples > div').count(), 3 * 9);
  });
  await t.test('a policy', async (t) => {
    const page = await looksGood(t, site('series', named('series', 'vla-r1'), 'index.html'));
    t.match(await page.locator('#rate').innerText(), /1 run without data: 2026-10-30/);
    t.match(await page.locator('#runs').innerText(), /✗ regression/);
  });
  await t.test('a run', async (t) => {
    const page = await looksGood(t, site('runs', named('runs', '20261111T021500Z-ood-vla-r1'), 'index.html'));
    t.match(await page.locator('#gate').innerText(), /nominal: 42 pp lost/);
  });
  await t.test('a run without data', async (t) => {
    const page = await looksGood(t, site('runs', named('runs', '20261030T021500Z-ood-vla-r1'), 'index.html'));
    t.match(await page.locator('header').innerText(), /no data[\s\S]*No episode has a valid outcome/);
  });
  await t.test('feed and badge are XML', async (t) => {
    const { page, complaints } = await openTab(t);
    for (const file of ['feed.xml', 'badge.svg', join('series', named('series', 'openai'), 'badge.svg')]) {
      const kind = file.endsWith('svg') ? 'image/svg+xml' : 'application/xml';
      const parsed = `new DOMParser().parseFromString(${JSON.stringify(readFileSync(site(file), 'utf8'))}, '${kind}')`;
      t.equal(await page.evaluate(`${parsed}.querySelectorAll('parsererror').length`), 0, file);
    }
    const feed = `new DOMParser().parseFromString(${JSON.stringify(readFileSync(site('feed.xml'), 'utf8'))}, 'application/xml')`;
    t.equal(await page.evaluate(`${feed}.querySelectorAll('entry').length`), 50);
    t.equal(
      await page.evaluate(
        `[...${feed}.querySelectorAll('entry')].every((each) => ['id', 'title', 'updated', 'link[href]'].every((part) => each.querySelectorAll(part).length === 1))`,
      ),
      true,
      'what RFC 4287 asks of an entry',
    );
    await page.goto(pathToFileURL(site('badge.svg')).href);
    t.same(complaints, []);
  });
});

t.test('hostile names', { skip: NO_BROWSER }, async (t) => {
  const harness = new FrontDoor(t);
  const policy = '<script>alert(1)</script>"&\u0007';
  writeRun(join(harness.folder, 'r'), {
    policy,
    replicates: 2,
    conditions: ['object=<b>x</b>'],
    outcome: () => 'success',
    request: { suite: '../<i>s</i>' },
    manifest: { runId: '"><img src=x onerror=alert(1)>' },
  });
  const { code, stderr } = await harness.run(['publish', 'r', '--site', 'site', '--title', '<u>t</u>&\u001b']);
  t.equal(code, 0, stderr);
  const page = await looksGood(t, join(harness.folder, 'site', 'index.html'));
  t.equal(await page.locator('main script, main b, main i, main img').count(), 0);
  const [run] = readdirSync(join(harness.folder, 'site', 'runs'));
  await looksGood(t, join(harness.folder, 'site', 'runs', run!, 'index.html'));
});
