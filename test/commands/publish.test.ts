import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import type { Verdict } from '../../reports/schema/gate.ts';
import { ended, FrontDoor, until } from '../builders/front-door.ts';
import { writeGate } from '../builders/gate-file.ts';
import { type MadeRun, writeRun } from '../builders/run-folder.ts';

const CONDITIONS = ['object=new_color', 'lighting=dim'];

/** One night of a policy that solves the replicates below `solves`. */
function night(
  harness: FrontDoor,
  name: string,
  day: number,
  policy: string,
  solves: number,
  more: Partial<MadeRun> = {},
) {
  const createdAt = `2026-11-${String(day).padStart(2, '0')}T01:30:00.000Z`;
  writeRun(join(harness.folder, name), {
    policy,
    replicates: 8,
    conditions: CONDITIONS,
    outcome: ({ replicate }) => (replicate < solves ? 'success' : 'failure'),
    row: () => ({ startedAt: createdAt }),
    manifest: { runId: name, createdAt },
    ...more,
  });
}

function nights(t: Test): FrontDoor {
  const harness = new FrontDoor(t);
  night(harness, 'one', 1, 'good', 8);
  night(harness, 'two', 2, 'good', 7);
  night(harness, 'three', 3, 'poor', 1);
  return harness;
}

const site = (harness: FrontDoor, ...parts: string[]): string => join(harness.folder, 'site', ...parts);
const read = (harness: FrontDoor, ...parts: string[]): string => readFileSync(site(harness, ...parts), 'utf8');
const history = (harness: FrontDoor) => JSON.parse(read(harness, 'history.json'));
const publish = (harness: FrontDoor, ...args: string[]) => harness.run(['publish', ...args, '--site', 'site']);

/** Every file below a folder with its text. */
function snapshot(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const plain = files.filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(plain.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

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

t.test('bad input is one line with its place, exit 2, and nothing is written', async (t) => {
  const harness = nights(t);
  await publish(harness, 'one', 'two');
  const sound = read(harness, 'history.json');
  const row = sound.split('\n').findIndex((line) => line.includes('"runId":"two"')) + 1;
  writeGate(join(harness.folder, 'gate.json'), 'pass', '', {
    runId: 'one',
    suite: 'made',
    policy: { name: 'good', fingerprint: 'good', privileged: false },
  });
  harness.file('bad-gate.json', '{"schemaVersion":1}');
  const cases: [string, string, string[], RegExp][] = [
    ['not JSON', sound.slice(0, -20), ['three'], /^site\/history\.json:\d+:\d+: E_RECORDS expected JSON, got /],
    [
      'another version',
      sound.replace('"schemaVersion":1', '"schemaVersion":7'),
      ['three'],
      /^site\/history\.json:1:\d+: E_RECORDS expected schemaVersion 1, got 7/,
    ],
    [
      'a row with a wrong field',
      sound.replace('"runId":"two"', '"runId":2'),
      ['three'],
      new RegExp(`^site/history\\.json:${row}:\\d+: E_RECORDS runs\\.1\\.runId: expected text, got 2`),
    ],
    [
      'a row without a field',
      sound.replace('"runId":"two",', ''),
      ['three'],
      new RegExp(`^site/history\\.json:${row}:\\d+: E_RECORDS runs\\.1\\.runId: expected text, got nothing`),
    ],
    [
      'a verdict on another run',
      sound,
      ['three', '--gate', 'gate.json'],
      /^gate\.json:1:1: E_INPUT expected a verdict on run three.*; got one on one/,
    ],
    [
      'no verdict there',
      sound,
      ['three', '--gate', 'no.json'],
      /^E_INPUT expected what harness gate --json printed in no\.json, got no such file/,
    ],
    ['no verdict at all', sound, ['three', '--gate', 'bad-gate.json'], /^bad-gate\.json:1:1: E_RECORDS verdict: /],
    [
      'a verdict on two runs',
      sound,
      ['one', 'three', '--gate', 'gate.json'],
      /^E_USAGE expected one run with --gate, got 2/,
    ],
    ['no such run', sound, ['thre'], /^E_RUN no run 'thre'/],
    ['no address', sound, ['three', '--url', 'team.example'], /expected the address of a folder/],
  ];
  for (const [what, text, args, expected] of cases) {
    writeFileSync(site(harness, 'history.json'), text);
    const before = snapshot(site(harness));
    const { code, stderr } = await publish(harness, ...args);
    t.equal(code, 2, `${what}: ${stderr}`);
    t.match(stderr, expected, what);
    t.match(stderr, /^[^\n]*\n(\(harness .*\)\n)?$/, 'one line');
    t.same(snapshot(site(harness)), before, `${what}: nothing written`);
  }
  const rows = join(harness.folder, 'three', 'episodes.jsonl');
  const lines = readFileSync(rows, 'utf8');
  appendFileSync(rows, `${lines.split('\n')[0]}\n`);
  writeFileSync(site(harness, 'history.json'), sound);
  t.match(await publish(harness, 'three'), {
    code: 2,
    stderr: /^three\/episodes\.jsonl:25:1: E_RECORDS .*on line 1 too\n$/,
  });
});

t.test('a folder that is no site, no folder, or not writable is refused', async (t) => {
  const harness = nights(t);
  harness.file('file', 'mine');
  t.match(await harness.run(['publish', 'one', '--site', 'file']), {
    code: 2,
    stderr: /^E_OUTPUT cannot write the site file: /,
  });
  t.match(await harness.run(['publish', 'one', '--site', 'file/below']), { code: 2, stderr: /^E_OUTPUT / });
  t.match(await harness.run(['publish', 'one', '--site', '/proc/site']), {
    code: 2,
    stderr: /^E_OUTPUT cannot write the site /,
  });
  t.match(await harness.run(['publish', '--site', 'nothing']), {
    code: 2,
    stderr: /^E_USAGE expected a run: nothing holds none yet/,
  });
  mkdirSync(site(harness));
  writeFileSync(site(harness, 'index.html'), 'my own page');
  const { code, stderr } = await publish(harness, 'one');
  t.equal(code, 2);
  t.match(
    stderr,
    /^E_OUTPUT cannot publish into site: expected a folder without index\.html, or one with the history\.json/,
  );
  t.same(snapshot(site(harness)), { 'index.html': 'my own page' });
});

t.test(
  'a full disk changes nothing',
  { skip: process.getuid?.() === 0 ? false : 'nothing can be mounted here' },
  async (t) => {
    const harness = nights(t);
    mkdirSync(site(harness));
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', site(harness)]);
    t.teardown(() => spawnSync('umount', [site(harness)]));
    t.equal((await publish(harness, 'one')).code, 0);
    const before = snapshot(site(harness));
    writeFileSync(join(harness.folder, 'two', 'report.html'), 'x'.repeat(300_000));
    t.match(await publish(harness, 'two'), {
      code: 2,
      stderr: /^E_OUTPUT cannot write the site site: ENOSPC.*nothing was published\)\n$/,
    });
    t.same(snapshot(site(harness)), before);
  },
);

t.test('publishers at once wait for each other, and none is lost', async (t) => {
  const harness = new FrontDoor(t);
  const days = [1, 2, 3, 4, 5];
  for (const day of days) night(harness, `n${day}`, day, 'p', day);
  const all = await Promise.all(days.map((day) => publish(harness, `n${day}`)));
  t.same(
    all.map(({ code }) => code),
    days.map(() => 0),
  );
  t.equal(history(harness).runs.length, 5);
  const together = snapshot(site(harness));
  rmSync(site(harness), { recursive: true });
  await publish(harness, ...days.map((day) => `n${day}`));
  t.same(together, snapshot(site(harness)), 'as if they had come one after the other');
});

t.test(
  'a site that is held is refused when the wait is over; what a dead publisher left is cleared away',
  async (t) => {
    const harness = nights(t);
    await publish(harness, 'one');
    const lock = site(harness, '.publish.lock');
    writeFileSync(lock, JSON.stringify({ pid: process.pid, host: (await import('node:os')).hostname() }));
    const { code, stderr } = await publish(harness, 'two', '--wait', '1');
    t.equal(code, 2);
    t.match(stderr, new RegExp(`^E_LOCKED the site folder site is in use by process ${process.pid} on `));
    writeFileSync(lock, JSON.stringify({ pid: 2 ** 22 + 1, host: (await import('node:os')).hostname() }));
    mkdirSync(site(harness, '.publish'));
    writeFileSync(site(harness, '.publish', 'index.html'), 'half');
    t.equal((await publish(harness, 'two')).code, 0);
    t.notOk(existsSync(lock));
    t.notOk(existsSync(site(harness, '.publish')));
  },
);

t.test('a reader meets a whole site at every moment', async (t) => {
  const harness = new FrontDoor(t);
  const days = [1, 2, 3, 4];
  for (const day of days) night(harness, `n${day}`, day, `p${day}`, day);
  await publish(harness, 'n1');
  let reads = 0;
  for (const day of days.slice(1)) {
    const child = harness.start(['publish', `n${day}`, '--site', 'site']);
    const done = ended(child);
    await until(() => {
      const index = read(harness, 'index.html');
      if (!index.endsWith('</html>\n')) throw new Error('half a page');
      for (const [, link] of index.matchAll(/ href="((?:runs|series)\/[^"#]*)"/g)) {
        if (!existsSync(site(harness, link!))) throw new Error(`${link} is missing`);
      }
      JSON.parse(read(harness, 'history.json'));
      reads++;
      return child.exitCode !== null;
    });
    t.equal((await done).code, 0);
  }
  t.ok(reads > 20, `${reads} reads`);
  t.match(read(harness, 'index.html'), /4 runs/);
});

t.test('stopped in the middle it leaves nothing of its own behind', async (t) => {
  const harness = nights(t);
  await publish(harness, 'one');
  writeFileSync(join(harness.folder, 'two', 'report.html'), 'x'.repeat(80_000_000));
  const child = harness.start(['publish', 'two', '--site', 'site']);
  const done = ended(child);
  await until(() => existsSync(site(harness, '.publish')) || child.exitCode !== null);
  child.kill('SIGINT');
  const { code } = await done;
  t.ok(code === 130 || code === 0, `exit ${code}`);
  t.same(
    readdirSync(site(harness)).filter((name) => name.startsWith('.')),
    [],
  );
  t.equal((await publish(harness, 'two', '--no-report')).code, 0);
  t.equal(history(harness).runs.length, 2);
});
