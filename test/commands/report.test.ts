/** `harness report` at the door: its files, its page in a browser, and what it refuses. */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import t, { type Test } from 'tap';
import type { EpisodeRecord, Milestone, Outcome } from '../../harness/types.ts';
import { type Summary, summarySchema } from '../../reports/index.ts';
import { looksGood } from '../builders/accessible.ts';
import { NO_BROWSER } from '../builders/browser.ts';
import { FrontDoor } from '../builders/front-door.ts';
import { type MadeEpisode, type MadeRun, writeRun } from '../builders/run-folder.ts';

const EVIL = '</style><script>alert(1)</script>"\'&';
const CONTROL = 'instruction=wrong';
const CONDITIONS = ['object=new_color', 'position=far', 'position=outside', CONTROL, 'lighting=dim'];
const WAY = ['reached', 'grasped', 'lifted', 'transported', 'placed', 'released'] as const;

/** Nominal works, far fails half of the time, outside always; one episode broke, one was invalid, one did not run. */
function outcomeOf({ conditionId, replicate }: MadeEpisode): Outcome | null {
  if (conditionId === 'lighting=dim' && replicate < 3) return ([null, 'infra_error', 'invalid'] as const)[replicate]!;
  if (conditionId === 'position=outside' || conditionId === CONTROL) return 'failure';
  return conditionId === 'position=far' && replicate % 2 === 0 ? 'failure' : 'success';
}

const milestonesOf = (episode: MadeEpisode): Milestone[] =>
  WAY.slice(0, outcomeOf(episode) === 'success' ? 6 : 2).map((name, i) => ({ name, step: 10 * (i + 1) }));

const body = (name: string, model: string, x: number, y: number) => ({ name, model, position: [x, y, 0] });

const MADE: MadeRun = {
  policy: `policy${EVIL}`,
  replicates: 20,
  conditions: CONDITIONS,
  outcome: outcomeOf,
  spec: ({ conditionId, replicate }) => ({
    task: 'pick_and_place',
    control: conditionId === CONTROL,
    scene: {
      controlHz: 20,
      bodies: [body('target', replicate % 2 ? 'cube' : 'can', 0.4 + 0.01 * replicate, 0.02 * (replicate % 5))],
    },
  }),
  row: (episode) => ({
    milestones: milestonesOf(episode),
    simTimeSec: outcomeOf(episode) === 'success' ? 5 + episode.replicate / 10 : 12,
    instructionSent: `Put it there.\n${EVIL}`,
    evidence: { status: episode.conditionId === 'nominal' ? 'nominal' : 'applied', details: [], signature: null },
  }),
};

const made = (harness: FrontDoor, change: Partial<MadeRun> = {}): string =>
  writeRun(join(harness.folder, 'r'), { ...MADE, ...change });

async function reported(t: Test, harness: FrontDoor, args: readonly string[] = [], code = 0): Promise<Summary> {
  const ended = await harness.run(['report', 'r', '--json', ...args]);
  t.equal(ended.code, code, ended.stderr);
  return summarySchema.parse(JSON.parse(ended.stdout));
}

t.test('every file, from the records alone', { skip: NO_BROWSER }, async (t) => {
  const harness = new FrontDoor(t);
  const folder = made(harness);
  const { counts, details, overall } = await reported(t, harness);
  t.same(counts, { planned: 120, success: 67, failure: 50, infraError: 1, invalid: 1, notRun: 1 });
  t.equal(counts.planned, counts.success + counts.failure + counts.infraError + counts.invalid + counts.notRun);
  t.ok(overall.errorsAsFailures.rate! < overall.valid.rate! && overall.valid.rate! < overall.errorsAsSuccesses.rate!);

  await t.test('the numbers of the page', async (t) => {
    const finding = (factor: string, level: string) =>
      details!.comparisons.find((each) => each.factor === factor && each.level === level)!;
    t.match(finding('position', 'outside'), { finding: 'worse', gained: 0, lost: 20, pairs: 20, difference: -1 });
    t.equal(finding('position', 'far').adjusted, 2 / 2 ** 10, 'the larger p of two keeps its value under Holm');
    t.equal(finding('object', 'new_color').finding, 'no difference detected');
    t.match(finding('object', 'new_color').text, /80 % power/);
    const stages = Object.fromEntries(details!.funnel.stages.map(({ name, episodes }) => [name, episodes]));
    t.same(stages, { reached: 97, grasped: 97, lifted: 67, transported: 67, placed: 67, released: 67 });
    const placed = details!.positions.bins.reduce((sum, { n }) => sum + n, 0);
    t.equal(placed, overall.valid.n, 'every valid episode but controls stands somewhere');
    t.match(details!.instruction, [{ level: 'wrong', pairs: 20, correct: 1, control: 0, reads: true }]);
    t.match(details!.timeToSuccess[1], { episodes: 97, successes: 67, timeouts: 30, otherFailures: 0 });
    t.equal(details!.worst[0]!.conditionId, 'position=outside');
    const byPosition = details!.grids.find(({ name }) => name === 'object by position')!;
    t.same(byPosition.rows.find(({ name }) => name === 'can')!.cells.at(-1), { k: 0, n: 10, rate: 0 });
    t.equal(byPosition.rows.find(({ name }) => name.includes('new color'))!.cells.at(-1), null, 'not planned together');
  });

  await t.test('files that others read', async (t) => {
    const text = (name: string) => readFileSync(join(folder, name), 'utf8');
    const cells = parse(text('cells.csv'), { columns: true }) as Record<string, string>[];
    t.equal(cells.length, 6);
    t.match(
      cells.find(({ condition }) => condition === 'position=outside'),
      { rate: '0', planned: '20', failure: '20' },
    );
    t.match(text('report.md'), '1 infra error');
    t.notMatch(text('report.md'), /[^\\]<script/);
    const charts = readdirSync(join(folder, 'charts'));
    for (const name of [
      'success-by-level',
      'positions',
      'stages',
      'time-to-success',
      'latency',
      'object-by-position',
    ]) {
      t.ok(charts.includes(`${name}.png`) && charts.includes(`${name}.svg`), name);
    }
    t.same(
      readdirSync(folder).filter((name) => name.endsWith('.tmp')),
      [],
    );
  });

  await t.test('the page: light, dark, narrow, print; hostile text stays text', async (t) => {
    const page = await looksGood(t, join(folder, 'report.html'));
    t.notMatch(readFileSync(join(folder, 'report.html'), 'utf8'), /<script/);
    t.match(await page.locator('#findings').innerText(), /position outside is worse than nominal/);
    t.match(await page.locator('header').innerText(), /1 episode broke and are in no rate/);
    t.match(await page.locator('#worst').innerText(), /No trace was kept/);
    const junit = readFileSync(join(folder, 'junit.xml'), 'utf8');
    const tags = await page.evaluate(`(() => {
      const xml = new DOMParser().parseFromString(${JSON.stringify(junit)}, 'application/xml');
      return ['parsererror', 'testcase', 'failure', 'error', 'skipped'].map((tag) => xml.querySelectorAll(tag).length);
    })()`);
    t.same(tags, [0, 6, 1, 1, 0], 'outside never worked, dim has a broken and an invalid episode');
  });
});

t.test('same records, same bytes', async (t) => {
  const harness = new FrontDoor(t);
  made(harness);
  const hashes = async (out: string) => {
    await reported(t, harness, ['--out', out]);
    const names = readdirSync(join(harness.folder, out), { recursive: true, withFileTypes: true });
    const files = names.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name));
    return files.sort().map((file) => createHash('sha256').update(readFileSync(file)).digest('hex'));
  };
  t.same(await hashes('a'), await hashes('b'));
  t.notOk(existsSync(join(harness.folder, 'r', 'report.html')), '--out leaves the run as it was');
});

t.test('no data is no page of zeros: exit 4', { skip: NO_BROWSER }, async (t) => {
  for (const [name, outcome] of [
    ['nothing was run', null],
    ['only infra errors', 'infra_error'],
  ] as const) {
    const harness = new FrontDoor(t);
    made(harness, { outcome: () => outcome });
    const { overall, details } = await reported(t, harness, [], 4);
    t.equal(overall.valid.rate, null, name);
    t.same(details!.worst, []);
    const page = await looksGood(t, join(harness.folder, 'r', 'report.html'));
    const text = await page.locator('body').innerText();
    t.match(text, 'No episode has a valid outcome');
    t.notMatch(text, /\b0(\.0)? %/, name);
  }
});

const proofIn = (html: string): string => html.split('id="proof"')[1]!.split('</section>')[0]!;

t.test('a cell without a valid outcome is "no data"', async (t) => {
  const harness = new FrontDoor(t);
  made(harness, { outcome: (each) => (each.conditionId === 'position=far' ? 'invalid' : 'success') });
  const { details, factors } = await reported(t, harness);
  t.equal(factors[1]!.levels[0]!.rate.rate, null);
  t.match(
    details!.comparisons.find(({ level }) => level === 'far'),
    { finding: 'no data', pValue: null },
  );
  const html = readFileSync(join(harness.folder, 'r', 'report.html'), 'utf8');
  t.match(html, /<td class="none"><span>no data<\/span> <small>n = 0/);
  t.match(proofIn(html), /Not applied: none\. Unsupported: none\. The oracle was not run on this plan/);
  t.notMatch(proofIn(html), /<th[^>]*>solvable/, 'a column without anything in it is a sentence');
});

t.test('a run that a gate stopped early says so, and is not called incomplete', async (t) => {
  const harness = new FrontDoor(t);
  const folder = made(harness);
  const far = { 's/position=far': { k: 1, n: 20 } };
  const references = { stopped: { look: 2, of: 4 }, oracle: far, floors: { noop: far } };
  writeFileSync(join(folder, 'references.json'), JSON.stringify(references));
  await reported(t, harness, ['--no-replays']);
  for (const name of ['report.html', 'report.md']) {
    const text = readFileSync(join(folder, name), 'utf8');
    t.match(text, /1 planned episode not run: stopped early by rule at look 2 of 4, the verdict being certain/, name);
    t.notMatch(text, /not complete/, name);
  }
  const proof = proofIn(readFileSync(join(folder, 'report.html'), 'utf8'));
  t.match(proof, /<td class="number">5 %<\/td><td class="number">not shown<\/td><td class="number">5 %<\/td>/);
  t.notMatch(proof, /The oracle was not run/);
});

t.test('a torn last line is said, and not counted', async (t) => {
  const harness = new FrontDoor(t);
  appendFileSync(join(made(harness), 'episodes.jsonl'), '{"schemaVersion":1,"episodeId":"s/nom');
  const { code, stderr } = await harness.run(['report', 'r']);
  t.equal(code, 0);
  t.match(stderr, /last line of episodes\.jsonl is torn/);
  t.match(readFileSync(join(harness.folder, 'r', 'report.html'), 'utf8'), /last line of episodes\.jsonl is torn/);
  t.match(readFileSync(join(harness.folder, 'r', 'report.md'), 'utf8'), /is torn/);
});

t.test('bad input: one line with file and row, exit 2, nothing overwritten', async (t) => {
  const spoil = (change: Partial<EpisodeRecord> | { schemaVersion: number }) => (log: string) => {
    const [first] = readFileSync(log, 'utf8').split('\n');
    appendFileSync(log, `${JSON.stringify({ ...JSON.parse(first!), ...change })}\n`);
  };
  const CASES: [string, (log: string) => void, RegExp][] = [
    [
      'the same attempt twice',
      spoil({}),
      /episodes\.jsonl:120:1: E_RECORDS .*expected each attempt once, got it on line 1/,
    ],
    ['a row of another suite', spoil({ episodeId: 'other/nominal/0' }), /:120:1: E_RECORDS .*a row of another plan/],
    ['another version', spoil({ schemaVersion: 9 }), /:120:1: E_RECORDS expected schemaVersion 1, got 9/],
  ];
  for (const [name, change, expected] of CASES) {
    const harness = new FrontDoor(t);
    const folder = made(harness);
    writeFileSync(join(folder, 'report.html'), 'an older report');
    change(join(folder, 'episodes.jsonl'));
    const { code, stdout, stderr } = await harness.run(['report', 'r']);
    t.equal(code, 2, name);
    t.match(stderr, expected);
    t.equal(stderr.trim().split('\n').length, 1, stderr);
    t.equal(stdout, '');
    t.equal(readFileSync(join(folder, 'report.html'), 'utf8'), 'an older report', name);
    t.notOk(existsSync(join(folder, 'charts')));
  }
  const harness = new FrontDoor(t);
  t.match(await harness.run(['report', 'nowhere']), { code: 2, stderr: /E_RUN no run 'nowhere'/ });
  t.match(await harness.run(['report', 'r', '--dpi', '0']), { code: 2, stderr: /from 36 to 1200/ });
  made(harness);
  mkdirSync(join(harness.folder, 'file', 'report.html'), { recursive: true });
  t.match(await harness.run(['report', 'r', '--out', 'file']), { code: 2, stderr: /E_OUTPUT cannot write the report/ });
});

t.test('a real run: replays, milestones, and the way to the report', { skip: NO_BROWSER }, async (t) => {
  const harness = new FrontDoor(t);
  const run = ['run', '--suite', 'smoke', '--scenario', 'pick', '--episodes', '1', '--floors', 'none', '--out', 'r'];
  const ran = await harness.run([...run, '--policy', 'noop'], []);
  t.equal(ran.code, 0, ran.stderr);
  t.match(ran.stderr, /harness report \S*\/r\n/);
  const first = await reported(t, harness);
  t.equal(first.details!.funnel.unknown, 0);
  const page = await looksGood(t, join(harness.folder, 'r', 'report.html'));
  t.equal(await page.locator('img').count(), Math.min(6, first.details!.worst.length), 'a replay of each of the worst');
  t.match(await page.locator('#worst').innerText(), /This policy asks no model and says nothing/);
  const log = join(harness.folder, 'r', 'episodes.jsonl');
  const rows = (await harness.records('r')).map(({ milestones: _, ...row }) => `${JSON.stringify(row)}\n`);
  writeFileSync(log, rows.join(''));
  const again = await reported(t, harness, ['--no-replays', '--out', 'again']);
  t.same(again.details!.funnel, first.details!.funnel, 'records of before milestones get them from their traces');
  t.match(readFileSync(join(harness.folder, 'again', 'report.html'), 'utf8'), /replays were not asked for/);
});
