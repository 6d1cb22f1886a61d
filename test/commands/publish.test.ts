import { appendFileSync, cpSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import type { Verdict } from '../../reports/schema/gate.ts';
import { FrontDoor } from '../builders/front-door.ts';
import { writeGate } from '../builders/gate-file.ts';
import { history, night, nights, publish, read, site, snapshot } from '../builders/published.ts';

t.test('three runs become a site whose every link leads somewhere', async (t) => {
  const harness = nights(t);
  const { code, stdout, stderr } = await publish(harness, 'one', 'two', 'three');
  t.equal(code, 0, stderr);
  t.match(stdout, /^20 files new or changed; site\/index\.html\n$/);
  const files = snapshot(site(harness));
  for (const [name, text] of Object.entries(files).filter(([name]) => name.endsWith('.html'))) {
    for (const [, link] of text.matchAll(/ href="([^"#]*)"/g)) {
      if (link === '' || link!.startsWith('data:')) continue;
      t.ok(existsSync(site(harness, name, '..', link!)), `${name} -> ${link}`);
    }
    t.notMatch(text, /<script|https?:/, `${name} needs no script and no address`);
  }
  t.match(read(harness, 'index.html'), /3 runs · 2 policies · 1 suite · newest 2026-11-03/);
  t.same(JSON.parse(read(harness, 'badge.json')), {
    schemaVersion: 1,
    label: 'made poor',
    message: '13 %, n = 24',
    color: '#005f95',
  });
  t.match(read(harness, 'badge.svg'), /<title>made poor: 13 %, n = 24<\/title>/);
  t.same(harness.leftBehind(), []);
});

t.test('the leaderboard tells apart what the paired test does, and only on the same plan', async (t) => {
  const harness = nights(t);
  await publish(harness, 'one', 'two', 'three');
  const board = (): string => read(harness, 'index.html').split('Success rate over time')[0]!;
  t.match(board(), /good<\/a><\/th><td><strong>a<\/strong>[\s\S]*poor<\/a><\/th><td><strong>b<\/strong>/);
  t.match(board(), /poor against good[\s\S]*−75 \[[\s\S]*worse/);
  night(harness, 'four', 4, 'other', 4, { request: { planDigest: 'another' } });
  await publish(harness, 'four');
  t.match(board(), /different tables last met different plans/);
  t.match(board(), /plan another: [\s\S]*Nothing on the same plan to compare it with/);
  t.notMatch(board(), /against other|other against/);
});

t.test('the same bytes again, in whatever order, and without the folders of earlier runs', async (t) => {
  const harness = nights(t);
  await publish(harness, 'one', 'two', 'three');
  const first = snapshot(site(harness));
  const times = statSync(site(harness, 'index.html')).mtimeMs;
  t.match((await publish(harness, 'two')).stdout, /^0 files new or changed/);
  t.same(snapshot(site(harness)), first);
  t.equal(statSync(site(harness, 'index.html')).mtimeMs, times, 'what is the same is not touched');
  rmSync(site(harness), { recursive: true });
  for (const run of ['three', 'one', 'two']) {
    t.equal((await publish(harness, run)).code, 0);
    rmSync(join(harness.folder, run), { recursive: true });
  }
  t.same(snapshot(site(harness)), first);
  t.match((await publish(harness)).stdout, /^0 files/, 'without a run: drawn anew');
});

t.test('what is not known is kept', async (t) => {
  const harness = nights(t);
  await publish(harness, 'one');
  writeFileSync(site(harness, 'CNAME'), 'eval.example\n');
  mkdirSync(site(harness, 'docs'));
  writeFileSync(site(harness, 'docs', 'note.txt'), 'mine');
  const known = history(harness);
  known.site.owner = 'ann';
  known.later = { a: 1 };
  known.runs[0].mood = 'good';
  writeFileSync(site(harness, 'history.json'), JSON.stringify(known, null, 2));
  for (const run of ['two', 'one']) t.equal((await publish(harness, run)).code, 0);
  const { site: named, later, runs } = history(harness);
  t.match({ named, later, mood: runs[0].mood }, { named: { owner: 'ann' }, later: { a: 1 }, mood: 'good' });
  t.equal(read(harness, 'CNAME'), 'eval.example\n');
  t.equal(read(harness, 'docs', 'note.txt'), 'mine');
});

t.test('title and address are kept from then on; the feed is the same without a clock', async (t) => {
  const harness = nights(t);
  await publish(harness, 'one', '--title', 'Arms & hands', '--url', 'https://team.example/eval');
  const before = read(harness, 'feed.xml');
  await publish(harness, 'two');
  const feed = read(harness, 'feed.xml');
  t.match(feed, /<title>Arms &amp; hands<\/title>/);
  t.match(
    feed,
    /<link rel="alternate" type="text\/html" href="https:\/\/team\.example\/eval\/runs\/20261102T013000Z-two-/,
  );
  t.match(feed, /<updated>2026-11-02T01:30:00\.500Z<\/updated>/, 'end of the newest run');
  const ids = (text: string) => [...text.matchAll(/<id>(.*)<\/id>/g)].map(([, id]) => id!);
  t.equal(new Set(ids(feed)).size, 3);
  for (const id of ids(before)) t.ok(ids(feed).includes(id), `${id} is stable`);
  for (const id of ids(feed))
    t.match(id, /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

t.test('no data is no data, never 0 %', async (t) => {
  const harness = new FrontDoor(t);
  night(harness, 'broken', 1, 'p', 0, { outcome: () => 'infra_error' });
  night(harness, 'empty', 2, 'q', 0, { outcome: () => null });
  for (const run of ['broken', 'empty']) {
    const { code, stderr } = await publish(harness, run);
    t.equal(code, 4);
    t.equal(stderr, `${run}: no valid episode, published as no data\n`);
  }
  const { runs } = history(harness);
  t.match(runs[0].counts, { planned: 24, infraError: 24 });
  t.match(runs[1], { counts: { planned: 24, notRun: 24 }, rate: { rate: null }, endedAt: '2026-11-02T01:30:00.000Z' });
  t.match(JSON.parse(read(harness, 'badge.json')), { message: 'no data' });
  for (const [name, text] of Object.entries(snapshot(site(harness)))) {
    if (name.endsWith('.html'))
      t.notMatch(text.replace(/<svg[\s\S]*?<\/svg>|<th[^>]*>[\s\S]*?<\/th>|never as 0 %/g, ''), />0(\.0)? %</, name);
  }
  t.match(read(harness, 'feed.xml'), /p: no data<\/title>/);
});

t.test('a torn last line is dropped and said so', async (t) => {
  const harness = nights(t);
  appendFileSync(join(harness.folder, 'one', 'episodes.jsonl'), '{"schemaVersion":1,"epis');
  const { code, stderr } = await publish(harness, 'one');
  t.equal(code, 0);
  t.match(stderr, /^one\/episodes\.jsonl: the last line of the log is torn and not counted/);
  t.equal(history(harness).runs[0].rate.n, 24);
});

t.test('the verdict of a gate stays with its run until the run changes', async (t) => {
  const harness = nights(t);
  const told = (verdict: Verdict, runId: string) =>
    writeGate(join(harness.folder, 'gate.json'), verdict, 'nominal: 50 pp lost', {
      runId,
      suite: 'made',
      policy: { name: 'good', fingerprint: 'good', privileged: false },
    });
  told('regression', 'one');
  t.equal((await publish(harness, 'one', '--gate', 'gate.json')).code, 0);
  t.equal((await publish(harness, 'one')).stdout.startsWith('0 files'), true, 'kept');
  t.match(read(harness, 'index.html'), /✗ regression/);
  t.match(read(harness, 'feed.xml'), /gate: regression<\/title>[\s\S]*Gate: nominal: 50 pp lost\./);
  t.match(JSON.parse(read(harness, 'badge.json')), { message: '100 %, n = 24, regression', color: '#b33a00' });
  t.match(read(harness, 'runs', history(harness).runs[0].page, 'gate.json'), /"verdict": "regression"/);
  night(harness, 'one', 1, 'good', 5);
  await publish(harness, 'one');
  t.equal(history(harness).runs[0].gate, null, 'it was of other numbers');
  told('pass', 'two');
  cpSync(join(harness.folder, 'gate.json'), join(harness.folder, 'two', 'gate.json'));
  await publish(harness, 'two');
  t.match(history(harness).runs[1].gate, { verdict: 'pass', baseline: 'blessed' }, 'found in the run folder');
});

t.test("a run's own report is copied unless that is not wanted", async (t) => {
  const harness = nights(t);
  for (const run of ['one', 'two']) writeFileSync(join(harness.folder, run, 'report.html'), `<p>${run}</p>`);
  await publish(harness, 'one');
  await publish(harness, 'two', '--no-report');
  const [one, two] = history(harness).runs;
  t.equal(read(harness, 'runs', one.page, 'report.html'), '<p>one</p>');
  t.match(read(harness, 'runs', one.page, 'index.html'), /href="report\.html">full report/);
  t.notOk(existsSync(site(harness, 'runs', two.page, 'report.html')));
});
