import { appendFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { opened } from '../../harness/record/sealed-line.ts';
import { FrontDoor } from '../builders/front-door.ts';
import { oneFactor } from '../builders/suite.ts';

const SUITE = oneFactor(8);
const RULES = `alpha: 0.05
rules:
  nominal: { kind: non-inferiority, over: nominal, margin: 0.4 }
  object: { kind: non-inferiority, over: object, margin: 0.4 }
`;
const RUN = ['run', '--suite', 'small.yaml', '--floors', 'none', '--workers', '1'];

/** A run of the oracle, blessed as baseline.json, beside rules that it can satisfy. */
async function door(t: Test): Promise<FrontDoor> {
  const harness = new FrontDoor(t);
  harness.file('small.yaml', SUITE);
  harness.file('gate.yaml', RULES);
  await harness.run([...RUN, '--policy', 'oracle', '--out', 'good'], []);
  const { code, stdout, stderr } = await harness.run(['baseline', 'bless', 'good', '--by', 'ann']);
  t.equal(code, 0, stderr);
  t.match(stdout, /16 planned = 16 success \+ 0 failure/);
  return harness;
}

const path = (harness: FrontDoor, ...names: string[]): string => join(harness.folder, ...names);
const text = (harness: FrontDoor, name: string): string => readFileSync(path(harness, name), 'utf8');
const gate = (harness: FrontDoor, run: string, ...more: string[]) =>
  harness.run(['gate', run, '--baseline', 'baseline.json', '--rules', 'gate.yaml', ...more]);

/** A copy of a run with its rows changed, by somebody who knows nothing of checks. */
function changed(harness: FrontDoor, from: string, to: string, change: (rows: string[]) => string[]): void {
  cpSync(path(harness, from), path(harness, to), { recursive: true });
  const rows = text(harness, join(from, 'episodes.jsonl'))
    .trimEnd()
    .split('\n')
    .map((row) => opened(row).text);
  writeFileSync(
    path(harness, to, 'episodes.jsonl'),
    change(rows)
      .map((row) => `${row}\n`)
      .join(''),
  );
}

const broken = (row: string): string =>
  JSON.stringify({
    ...JSON.parse(row),
    outcome: 'infra_error',
    end: 'E_DIED',
    error: { code: 'E_DIED', message: 'x' },
  });

t.test('a night: bless, pass, catch a worse policy, say when it is too little, and when it is nothing', async (t) => {
  const harness = await door(t);
  await harness.run([...RUN, '--policy', 'oracle', '--out', 'same'], []);
  await harness.run([...RUN, '--policy', 'noop', '--out', 'worse'], []);
  await harness.run([...RUN, '--policy', 'oracle', '--episodes', '2', '--out', 'few'], []);
  changed(harness, 'same', 'broken', (rows) => rows.map(broken));
  const cases: [run: string, verdict: string, code: number][] = [
    ['same', 'pass', 0],
    ['worse', 'regression', 1],
    ['few', 'inconclusive', 3],
    ['broken', 'invalid', 4],
  ];
  for (const [run, verdict, code] of cases) {
    const files = ['--junit', `${run}.xml`, '--markdown', `${run}.md`];
    const step = path(harness, `${run}-step.md`);
    const ended = await harness.run(
      ['gate', run, '--baseline', 'baseline.json', '--rules', 'gate.yaml', '--json', ...files],
      undefined,
      { GITHUB_STEP_SUMMARY: step },
    );
    t.equal(ended.code, code, `${run}: ${ended.stderr}`);
    t.match(JSON.parse(ended.stdout), { verdict, exitCode: code });
    t.match(
      text(harness, `${run}.xml`),
      `name="verdict" value="${verdict}"/><property name="exitCode" value="${code}"`,
    );
    t.equal(/<(failure|error) /.test(text(harness, `${run}.xml`)), verdict !== 'pass');
    t.match(text(harness, `${run}.md`), `Gate: ${verdict} (exit code ${code})`);
    t.equal(readFileSync(step, 'utf8').trim(), text(harness, `${run}.md`).trim());
    const shown = await gate(harness, run);
    t.equal(shown.code, code);
    t.match(shown.stdout, `${verdict.toUpperCase()}   exit code ${code}`);
  }
});

t.test('a baseline is blessed once, whole, and never overwritten unasked', async (t) => {
  const harness = await door(t);
  const before = text(harness, 'baseline.json');
  t.match(JSON.parse(before), { blessedBy: 'ann', policy: { name: 'oracle' }, counts: { planned: 16 } });
  t.match(await harness.run(['baseline', 'bless', 'good']), { code: 2, stderr: /baseline\.json is there already/ });
  t.equal(text(harness, 'baseline.json'), before);
  t.match(await harness.run(['baseline', 'bless', 'good', '--replace']), { code: 0 });
  changed(harness, 'good', 'part', (rows) => rows.slice(0, 5));
  t.match(await harness.run(['baseline', 'bless', 'part', '--out', 'p.json']), { code: 2, stderr: /11 not run/ });
  t.match(await harness.run(['baseline', 'bless', 'part', '--out', 'p.json', '--allow-incomplete']), { code: 0 });
});

t.test('mistakes in rules are named with line and column; a gate that cannot decide is refused', async (t) => {
  const harness = await door(t);
  const cases: [rules: string, expected: RegExp][] = [
    [
      'alpa: 0.05\nrules: { a: { kind: floor, floor: 0.3 } }',
      /gate\.yaml:1:1: E_RULES unknown key "alpa".*did you mean "alpha"/,
    ],
    [
      'rules:\n  a: { kind: non-inferiority, margin: 2 }',
      /gate\.yaml:2:\d+: E_RULES rules\.a\.margin: expected less than 1, got 2|gate\.yaml:2:\d+: E_RULES rules\.a\.margin/,
    ],
    ['rules:\n  a: { kind: non-inferiority }', /gate\.yaml:2:\d+: E_RULES missing rules\.a\.margin/],
    ['rules:\n  a: { kind: floor, floor: 0.3, over: nominl }', /gate\.yaml:2:\d+: E_RULES .*did you mean "nominal"/],
    ['rules: [', /gate\.yaml:\d+:\d+: E_RULES not YAML/],
    [
      'rules:\n  a: { kind: non-inferiority, over: nominal, margin: 0.1 }',
      /gate\.yaml:2:3: E_RULES a can never pass: .*expected 35 independent pairs \(seeds\) or more, got 8/,
    ],
    [
      'rules:\n  a: { kind: non-inferiority, over: nominal, margin: 0.4, minPairs: 9 }',
      /can never pass: minPairs is 9.*expected 9 .*got 8/,
    ],
    [
      'rules:\n  a: { kind: non-inferiority, over: nominal, margin: 0.4, minDiscordant: 9 }',
      /can never fail: .*expected 9 .*got 8/,
    ],
    ['rules:\n  a: { kind: superiority, over: nominal }', /can never pass: the baseline leaves too few failures/],
  ];
  for (const [rules, expected] of cases) {
    harness.file('gate.yaml', rules);
    const { code, stdout, stderr } = await gate(harness, 'good', '--junit', 'x.xml');
    t.equal(code, 2, stderr);
    t.match(stderr, expected);
    t.equal(stdout, '');
  }
  const size = await harness.run(['power', '--baseline', 'baseline.json', '--margin', '0.1', '--json']);
  t.match(JSON.parse(size.stdout), { n: 8, fewestToPass: 35, fewestToFail: 6 });
  harness.file('printed.yaml', (await harness.run(['gate', '--print-rules'])).stdout);
  t.match(
    (await harness.run(['gate', 'good', '--baseline', 'baseline.json', '--rules', 'printed.yaml'])).stderr,
    /can never pass/,
  );
});

t.test('bad input is one line with file and row', async (t) => {
  const harness = await door(t);
  changed(harness, 'good', 'twice', (rows) => [...rows, rows[2]!]);
  changed(harness, 'good', 'mixed', (rows) => [
    rows[0]!.replace('small/nominal/0', 'other/nominal/0'),
    ...rows.slice(1),
  ]);
  changed(harness, 'good', 'version', (rows) => [rows[0]!, rows[1]!.replace('"schemaVersion":1', '"schemaVersion":7')]);
  const runs: [run: string, expected: RegExp][] = [
    ['twice', /episodes\.jsonl:17:1: E_RECORDS .*expected each attempt once, got it on line 3 too/],
    ['mixed', /episodes\.jsonl:1:1: E_RECORDS .*a row of another plan/],
    ['version', /episodes\.jsonl:2:1: E_RECORDS expected schemaVersion 1, got 7/],
    ['nowhere', /E_RUN no run 'nowhere'/],
  ];
  for (const [run, expected] of runs) {
    const { code, stderr } = await gate(harness, run);
    t.equal(code, 2, stderr);
    t.match(stderr, expected);
    t.match(stderr, /^[^\n]*\n$/, 'one line');
  }
  t.match(await harness.run(['gate', 'good', '--baseline', 'none.json']), {
    code: 2,
    stderr: /E_RUN no baseline 'none\.json'/,
  });
  harness.file('old.json', text(harness, 'baseline.json').replace('"schemaVersion": 1', '"schemaVersion": 3'));
  t.match(await harness.run(['gate', 'good', '--baseline', 'old.json']), {
    code: 2,
    stderr: /old\.json:1:1: E_RECORDS expected schemaVersion 1, got 3/,
  });
  cpSync(path(harness, 'good'), path(harness, 'torn'), { recursive: true });
  appendFileSync(path(harness, 'torn', 'episodes.jsonl'), '{"schemaVersion":1,"epi');
  t.match(await gate(harness, 'torn'), { code: 0, stderr: /torn/ });
  changed(harness, 'good', 'empty', () => []);
  t.match(await gate(harness, 'empty'), { code: 4, stdout: /INVALID/ });
});

t.test('what is not comparable, or not proven, is invalid and says why', async (t) => {
  const harness = await door(t);
  harness.file('elsewhere.json', text(harness, 'baseline.json').replace('"suite": "small"', '"suite": "other"'));
  const other = await harness.run(['gate', 'good', '--baseline', 'elsewhere.json', '--rules', 'gate.yaml', '--json']);
  t.match(JSON.parse(other.stdout), { verdict: 'invalid', reasons: ['suite: run small, baseline other'] });
  changed(harness, 'good', 'unproven', (rows) =>
    rows.map((row) => row.replace('"status":"applied"', '"status":"not_applied"')),
  );
  const unproven = await gate(harness, 'unproven', '--json');
  t.equal(unproven.code, 4);
  t.match(JSON.parse(unproven.stdout).reasons, [
    /not applied: expected at most 0 episodes, got 8 \(object=new_color\)/,
  ]);
});

t.test('the self-test says how often it would cry wolf, the same for the same seed', async (t) => {
  const harness = await door(t);
  const args = [
    'gate',
    '--self-test',
    '--baseline',
    'baseline.json',
    '--rules',
    'gate.yaml',
    '--draws',
    '50',
    '--json',
  ];
  const first = await harness.run(args);
  t.match(JSON.parse(first.stdout), { once: { draws: 50, falseAlarms: 0, interval: { low: 0 } } });
  t.equal((await harness.run(args)).stdout, first.stdout);
});
