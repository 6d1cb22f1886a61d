/** The page of a comparison in a browser: light, dark, narrow, print. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { looksGood } from '../builders/accessible.ts';
import { NO_BROWSER } from '../builders/browser.ts';
import { FrontDoor } from '../builders/front-door.ts';
import { writeRun } from '../builders/run-folder.ts';

const RUN = ['run', '--suite', 'smoke', '--scenario', 'pick', '--episodes', '2', '--floors', 'none'];

t.test('real runs: replays side by side', { skip: NO_BROWSER }, async (t) => {
  const harness = new FrontDoor(t);
  for (const policy of ['noop', 'oracle']) {
    const { code, stderr } = await harness.run([...RUN, '--policy', policy, '--out', policy], []);
    t.equal(code, 0, stderr);
  }
  const { code, stderr } = await harness.run([
    'compare',
    'noop',
    'oracle',
    'paper:vla-r1/table2',
    '--replays',
    '1',
    '--out',
    'out',
  ]);
  t.equal(code, 0, stderr);
  const page = await looksGood(t, join(harness.folder, 'out', 'compare.html'));
  t.equal(await page.locator('.films img').count(), 2, 'one flip, both sides');
  t.match(await page.locator('#flips').innerText(), /2 episodes ended differently[\s\S]*1 other left out/);
  t.match(await page.locator('#published').innerText(), /not paired, not the same scenes/);
});

t.test('three made runs with hostile names', { skip: NO_BROWSER }, async (t) => {
  const harness = new FrontDoor(t);
  for (const [at, policy] of ['a<script>alert(1)</script>', 'b"&', 'c'].entries()) {
    writeRun(join(harness.folder, `r${at}`), {
      policy,
      replicates: 9,
      conditions: ['object=x', 'light=dim'],
      outcome: ({ replicate }) => (replicate < at * 4 ? 'success' : 'failure'),
    });
  }
  const { code, stderr } = await harness.run(['compare', 'r0', 'r1', 'r2', '--out', 'out']);
  t.equal(code, 0, stderr);
  const page = await looksGood(t, join(harness.folder, 'out', 'compare.html'));
  t.equal(await page.locator('polygon').count(), 3, 'a violin each');
  t.match(await page.locator('#flips').innerText(), /No replay/);
  t.notMatch(readFileSync(join(harness.folder, 'out', 'compare.html'), 'utf8'), /<script/);
});
