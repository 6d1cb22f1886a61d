/** The page of `harness view` in a real browser, on an episode of the real simulator. */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import t, { type Test } from 'tap';
import { readTrace, writeTrace } from '../../harness/record/trace-file.ts';
import type { PictureKind } from '../../harness/replay/picture.ts';
import { playbackOf } from '../../harness/replay/playback.ts';
import { PlaybackArtist } from '../../harness/replay/playback-artist.ts';
import { recordedAssets, recordedTrace } from '../../harness/replay/recorded.ts';
import { findEpisode, findRun } from '../../harness/run/find-run.ts';
import type { PolicyQuery } from '../../harness/types.ts';
import { NO_BROWSER, openTab } from '../builders/browser.ts';
import { ended, FrontDoor, until } from '../builders/front-door.ts';

const QUERY: PolicyQuery = {
  kind: 'affordance',
  camera: 'front',
  widthPx: 64,
  heightPx: 64,
  imageHash: '',
  prompt: '',
  answer: '',
  box: { x: 0.5, y: 0.5, width: 0.1, height: 0.1 },
  trajectory: null,
  absent: false,
  wellFormed: true,
  problem: null,
  usage: null,
  notes: [],
};

const EPISODE = 'pick_and_place/nominal/0';
const RUN = [
  'run',
  '--suite',
  'smoke',
  '--policy',
  'oracle',
  '--scenario',
  'pick_and_place',
  '--factor',
  'latency',
  '--episodes',
  '1',
];

async function recorded(test: Test): Promise<FrontDoor> {
  const harness = new FrontDoor(test);
  const { code, stderr } = await harness.run([...RUN, '--floors', 'none', '--out', 'r']);
  test.equal(code, 0, stderr);
  return harness;
}

/** Draws states of the recorded episode here, in Node. */
async function artistOf({ folder }: FrontDoor): Promise<PlaybackArtist> {
  const found = findEpisode(await findRun(join(folder, 'r'), folder), EPISODE);
  const { trace } = await recordedTrace(found);
  return new PlaybackArtist(playbackOf(found.episode, trace, await recordedAssets(found, trace)));
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Hash of the colours that the canvas holds. */
async function pixels(page: Page): Promise<string> {
  const rgb = await page.evaluate<string>(`(() => {
    const { width, height } = picture;
    const { data } = picture.getContext('2d').getImageData(0, 0, width, height);
    let text = '';
    for (let i = 0; i < data.length; i += 4) text += String.fromCharCode(data[i], data[i + 1], data[i + 2]);
    return btoa(text);
  })()`);
  return sha256(Buffer.from(rgb, 'base64'));
}

const shown = async (page: Page, name: string): Promise<string | null> =>
  page.locator('#picture').getAttribute(`data-${name}`);

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function scrubTo(page: Page, step: number): Promise<void> {
  await page.evaluate(`{
    const scrubber = document.querySelector('input[type=range]');
    scrubber.value = ${step};
    scrubber.dispatchEvent(new Event('input'));
  }`);
  await until(async () => (await shown(page, 'step')) === String(step));
}

/** Every camera and kind of picture, at a step of its own. */
async function comparePixels(test: Test, page: Page, artist: PlaybackArtist): Promise<void> {
  let step = 3;
  for (const camera of artist.playback.cameras) {
    for (const [label, kind] of [
      ['RGB', 'rgb'],
      ['segmentation', 'segmentation'],
      ['depth', 'depth'],
    ] as const satisfies readonly (readonly [string, PictureKind])[]) {
      step += 7;
      await press(page, camera.name);
      await press(page, label);
      await scrubTo(page, step);
      await until(async () => (await shown(page, 'camera')) === camera.name && (await shown(page, 'kind')) === kind);
      const antialias = kind === 'rgb' ? 2 : 1;
      await until(async () => (await shown(page, 'antialias')) === String(antialias));
      const { picture } = artist.draw(step, { from: camera, kind, widthPx: 480, heightPx: 360, antialias });
      test.equal(await pixels(page), sha256(picture.rgb), `${camera.name}, ${kind}, step ${step}`);
    }
  }
}

t.test('served: plays, scrubs, and draws the bytes that Node draws', { skip: NO_BROWSER }, async (t) => {
  const harness = await recorded(t);
  const server = harness.start(['view', 'r', EPISODE]);
  const end = ended(server);
  let printed = '';
  server.stdout!.on('data', (data) => {
    printed += data;
  });
  await until(() => printed.includes('\n'));
  const [url] = printed.match(/^http:\/\/127\.0\.0\.1:\d+\//)!;
  const { page, complaints } = await openTab(t);
  await page.goto(url);
  await page.waitForSelector('#picture[data-drawn]');
  t.match(await page.locator('h1').textContent(), /^Put the /);
  t.match(await page.locator('#verdict').textContent(), /✓ success/);
  await t.test('plays until the end, and from the start again', async (t) => {
    await press(page, '4×');
    await press(page, 'Play');
    const last = (await artistOf(harness)).playback.states.length - 1;
    await until(async () => (await shown(page, 'step')) === String(last));
    t.ok(await page.getByRole('button', { name: 'Play' }).isVisible(), 'it stands still at the end');
    await page.keyboard.press(' ');
    await until(async () => Number(await shown(page, 'step')) < last);
    await page.keyboard.press(' ');
  });
  await t.test('same pixels', async (t) => comparePixels(t, page, await artistOf(harness)));
  await t.test('keys move by a step, by ten and to the ends', async (t) => {
    await page.keyboard.press('Home');
    for (const key of ['ArrowRight', 'Shift+ArrowRight', 'ArrowLeft']) await page.keyboard.press(key);
    await until(async () => (await shown(page, 'step')) === '10');
    t.match(await page.locator('.clock').textContent(), '0.50 s · step 10 of');
  });
  t.same(complaints, []);
  const other = await fetch(new URL('/etc/passwd', url));
  t.equal(other.status, 404);
  server.kill('SIGINT');
  t.equal((await end).code, 0);
  await t.rejects(fetch(url), 'nobody listens any more');
});

t.test('one file: needs no network, and the hand turns the view', { skip: NO_BROWSER }, async (t) => {
  const harness = await recorded(t);
  const { code, stderr } = await harness.run(['view', 'r', EPISODE, '--out', 'episode.html']);
  t.equal(code, 0, stderr);
  const { page, complaints, asked } = await openTab(t, { offline: true });
  const url = pathToFileURL(join(harness.folder, 'episode.html')).href;
  await page.goto(url);
  await page.waitForSelector('#picture[data-drawn]');
  const artist = await artistOf(harness);
  await comparePixels(t, page, artist);
  await t.test('a drag begins where the camera was, and another size is that size', async (t) => {
    await press(page, 'front');
    await press(page, 'RGB');
    await press(page, '320×240');
    const box = (await page.locator('#picture').boundingBox())!;
    const before = await pixels(page);
    await page.mouse.move(box.x + 100, box.y + 100);
    await page.mouse.down();
    await page.mouse.move(box.x + 160, box.y + 120, { steps: 3 });
    await page.mouse.up();
    await until(async () => (await shown(page, 'camera')) === ':orbit');
    await page.mouse.wheel(0, -300);
    await until(async () => (await pixels(page)) !== before);
    t.same(await page.evaluate('[picture.width, picture.height]'), [320, 240]);
  });
  t.same(complaints, []);
  t.same(asked, [url], 'nothing but the file itself');
});

t.test('what records say is text, never markup', { skip: NO_BROWSER }, async (t) => {
  const harness = await recorded(t);
  const evil = '</script><script>alert(1)</script><img src=x onerror=alert(2)>';
  const records = await harness.records('r');
  const record = records.find(({ episodeId }) => episodeId === EPISODE)!;
  const said = { ...record, attempt: 2, instructionSent: evil, stages: [{ name: evil, step: 0 }], end: evil };
  appendFileSync(join(harness.folder, 'r', 'episodes.jsonl'), `${JSON.stringify(said)}\n`);
  const traceFile = (attempt: number) => join(harness.folder, 'r', 'episodes', EPISODE, `trace-${attempt}.msgpack`);
  const trace = await readTrace(traceFile(1));
  const calls = trace.calls.map((call) => ({ ...call, text: null, query: { ...QUERY, answer: evil } }));
  await writeTrace(traceFile(2), { ...trace, calls });
  t.equal((await harness.run(['view', 'r', EPISODE, '--out', 'evil.html'])).code, 0);
  const { page, complaints } = await openTab(t);
  await page.goto(pathToFileURL(join(harness.folder, 'evil.html')).href);
  await page.waitForSelector('#picture[data-drawn]');
  t.match(await page.locator('#words').textContent(), evil, 'after what was asked');
  for (const where of ['h1', '#stage', '.marks button']) {
    t.equal(await page.locator(where).first().textContent(), evil.replaceAll('_', ' '), where);
  }
  t.equal(await page.locator('img').count(), 0);
  const { x, y, width, height } = QUERY.box!;
  const rect = page.locator('#overlay rect');
  t.equal(await rect.count(), 1, 'what it pointed at, where it was shown it');
  t.equal(Number(await rect.getAttribute('x')), x - width / 2, 'a box has its centre at x');
  t.equal(Number(await rect.getAttribute('y')), y - height / 2);
  await press(page, 'overhead');
  await until(async () => (await page.locator('#overlay rect').count()) === 0);
  t.same(complaints, []);
  t.notOk(readFileSync(join(harness.folder, 'evil.html'), 'utf8').includes('alert('));
  t.ok(existsSync(join(harness.folder, 'r', 'assets')));
});
