/** `harness compare` at the door: what it says of runs, and what it refuses. */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { type Comparison, comparisonSchema } from '../../reports/index.ts';
import { FrontDoor } from '../builders/front-door.ts';
import { type MadeRun, writeRun } from '../builders/run-folder.ts';

const run = (harness: FrontDoor, name: string, made: Partial<MadeRun> & Pick<MadeRun, 'outcome'>): string =>
  writeRun(join(harness.folder, name), { policy: name, replicates: 20, ...made }) && name;

async function compared(t: Test, harness: FrontDoor, args: readonly string[], code = 0): Promise<Comparison> {
  const ended = await harness.run(['compare', ...args, '--json']);
  t.equal(ended.code, code, ended.stderr);
  return comparisonSchema.parse(JSON.parse(ended.stdout));
}

/** One line on standard error, nothing on standard output, exit 2. */
async function refused(t: Test, harness: FrontDoor, args: readonly string[], expected: RegExp): Promise<void> {
  const { code, stdout, stderr } = await harness.run(['compare', ...args]);
  t.equal(code, 2, `${args.join(' ')}: ${stderr}`);
  t.match(stderr, expected);
  t.equal(stderr.trim().split('\n').length, 1, stderr);
  t.equal(stdout, '');
}

const GOOD: MadeRun['outcome'] = () => 'success';
const HALF: MadeRun['outcome'] = ({ replicate }) => (replicate < 10 ? 'success' : 'failure');

t.test('two runs: pairs, the 2 x 2 table, and words only where the test rejects', async (t) => {
  const harness = new FrontDoor(t);
  const names = [run(harness, 'old', { outcome: HALF }), run(harness, 'new', { outcome: GOOD })];
  const { nominal, overall, pairing, entrants } = await compared(t, harness, names);
  t.match(pairing, { episodes: 20, proven: true, by: 'episode id, digest and initial-state hash' });
  t.match(nominal.contrasts[0], { pairs: 20, seeds: 20, both: 10, gained: 10, lost: 0, neither: 0, difference: 0.5 });
  t.match(nominal.contrasts[0], { test: 'exact McNemar', interval: 'Tango', finding: 'better', correction: null });
  t.ok(Math.abs(nominal.contrasts[0]!.pValue! - 2 / 2 ** 10) < 1e-12, 'exact McNemar of 10 to 0');
  t.same(overall.contrasts[0]!.pValue, nominal.contrasts[0]!.pValue);
  t.same(
    entrants.map(({ counts }) => counts.planned),
    [20, 20],
  );
  const text = (await harness.run(['compare', ...names])).stdout;
  t.match(text, /new is better than old: \+50\.0 pp/);
  t.match(text, /10 episodes ended differently/);
  const turned = await compared(t, harness, [...names].reverse());
  t.equal(turned.nominal.contrasts[0]!.difference, -0.5);
  t.equal(turned.nominal.contrasts[0]!.low, -nominal.contrasts[0]!.high!);
  t.equal(turned.nominal.contrasts[0]!.finding, 'worse');
});

t.test('too few discordant pairs: no word that takes sides, and the power said', async (t) => {
  const harness = new FrontDoor(t);
  const names = [
    run(harness, 'old', { replicates: 5, outcome: () => 'failure' }),
    run(harness, 'new', { replicates: 5, outcome: GOOD }),
  ];
  const { nominal } = await compared(t, harness, names);
  t.equal(nominal.contrasts[0]!.finding, 'no difference detected');
  const { stdout } = await harness.run(['compare', ...names]);
  t.notMatch(stdout, /better|worse|improved/);
  t.match(stdout, /80 % power (only for >=|for no difference at all)/);
  t.match(stdout, /with\s+5\s+discordant\s+pairs\s+no\s+result\s+can\s+reach\s+p\s+<\s+0\.05/);
});

t.test('a run against itself: no difference, and no certainty either', async (t) => {
  const harness = new FrontDoor(t);
  const name = run(harness, 'same', { outcome: HALF, conditions: ['object=a', 'object=b'] });
  const { overall, flips, entrants } = await compared(t, harness, [name, name]);
  t.match(overall.contrasts[0], { difference: 0, pValue: 1, gained: 0, lost: 0, finding: 'no difference detected' });
  t.ok(overall.contrasts[0]!.low! < -0.05 && overall.contrasts[0]!.high! > 0.05, 'not [0, 0]');
  t.same(flips, []);
  t.equal(new Set(entrants.map((each) => each.name)).size, 2, 'each has a name of its own');
});

t.test('conditions that share seeds are no independent evidence', async (t) => {
  const harness = new FrontDoor(t);
  const conditions = Array.from({ length: 9 }, (_, i) => `object=o${i}`);
  const outcome: MadeRun['outcome'] = ({ replicate }) => (replicate === 0 ? 'failure' : 'success');
  const names = [run(harness, 'old', { outcome, conditions }), run(harness, 'new', { outcome: GOOD, conditions })];
  const { overall, factors } = await compared(t, harness, names);
  t.match(overall.contrasts[0], { pairs: 200, seeds: 20, gained: 10, test: 'sign flip over seeds', pValue: 1 });
  t.match(overall.contrasts[0], {
    interval: 'Tango over seeds, by the design effect',
    finding: 'no difference detected',
    midP: null,
  });
  t.equal(factors[0]!.levels.length, 9);
  t.match(factors[0]!.levels[0]!.contrasts[0], { test: 'exact McNemar', correction: 'Holm over 9' });
});

t.test('what is no pair is counted by its reason, and the five outcomes add up', async (t) => {
  const harness = new FrontDoor(t);
  const outcomes = ['infra_error', 'invalid', null] as const;
  const outcome: MadeRun['outcome'] = ({ replicate }) => (replicate < 3 ? outcomes[replicate]! : 'success');
  const names = [
    run(harness, 'a', { outcome, replicates: 8 }),
    run(harness, 'b', {
      outcome: GOOD,
      replicates: 9,
      spec: ({ replicate }) => (replicate === 3 ? { digest: 'other', maxSteps: 100 } : {}),
      row: ({ replicate }) => (replicate === 4 ? { initialStateHash: 'elsewhere' } : {}),
    }),
  ];
  const { pairing, differences, entrants } = await compared(t, harness, names);
  t.equal(pairing.episodes, 3);
  t.same(
    pairing.of[0]!.notPairs.map(({ reason, episodes }) => [reason.split(':')[0], episodes]),
    [
      ['only b has it', 1],
      ['it is defined differently', 1],
      ['one of the two did not run it', 1],
      ['infrastructure error in one of the two', 1],
      ['invalid in one of the two', 1],
      ['it began from another state', 1],
    ],
  );
  t.match(differences, [{ field: 'step budget', values: ['240 steps', '100 steps'], episodes: 1, essential: false }]);
  t.same(entrants[0]!.counts, { planned: 8, success: 5, failure: 0, infraError: 1, invalid: 1, notRun: 1 });
});

t.test('what is not comparable is refused with every field, or labelled', async (t) => {
  const harness = new FrontDoor(t);
  const names = [
    run(harness, 'a', { outcome: GOOD }),
    run(harness, 'b', {
      outcome: HALF,
      simulator: { version: '9', renderer: 'tiny' },
      request: { suite: 'other', runSeed: 3 },
    }),
    run(harness, 'c', { outcome: HALF, spec: (each) => ({ digest: `c ${each.replicate}`, instruction: 'Do it.' }) }),
  ];
  await refused(
    t,
    harness,
    names.slice(0, 2),
    /E_INPUT expected comparable results; got suite: made \(a\), other \(b\); runSeed: 0 \(a\), 3 \(b\); simulatorVersion: 3\.2\.7 \(a\), 9 \(b\); renderer: harness 1 \(a\), tiny \(b\) \(--allow-different/,
  );
  await refused(
    t,
    harness,
    ['a', 'c'],
    /instruction: "Put the can in the bowl\." \(a\), "Do it\." \(c\), in 20 episodes/,
  );
  const { allowedDifferent, pairing, nominal } = await compared(t, harness, ['a', 'c', '--allow-different']);
  t.equal(allowedDifferent, true);
  t.match(pairing, { episodes: 20, proven: false });
  t.equal(nominal.contrasts[0]!.difference, -0.5);
  const { stdout } = await harness.run(['compare', 'a', 'c', '--allow-different']);
  t.match(stdout, /NOT COMPARABLE/);
});

t.test('three runs: ranking with letters, corrected over the pairs, files in every form', async (t) => {
  const harness = new FrontDoor(t);
  const poor: MadeRun['outcome'] = ({ replicate }) => (replicate < 2 ? 'success' : 'failure');
  const conditions = ['object=soup_can', 'object=50%_|x'];
  const names = [
    run(harness, 'half', { outcome: HALF, conditions }),
    run(harness, 'good', { outcome: GOOD, conditions }),
    run(harness, 'poor', { outcome: poor, conditions, policy: 'poor_&_<b>|' }),
  ];
  const { ranking, nominal, flips, entrants } = await compared(t, harness, [...names, '--out', 'out']);
  t.same(
    ranking.map(({ entrant }) => entrant),
    [1, 0, 2],
  );
  t.same(
    ranking.map(({ letters }) => letters),
    ['a', 'b', 'c'],
  );
  t.match(nominal.several, { test: "Cochran's Q", df: 2 });
  t.equal(nominal.contrasts.length, 3);
  t.equal(nominal.contrasts[0]!.correction, 'Holm over 3');
  t.equal(flips.length, 54);
  const read = (name: string) => readFileSync(join(harness.folder, 'out', name), 'utf8');
  t.same(comparisonSchema.parse(JSON.parse(read('compare.json'))).entrants, entrants);
  t.match(read('compare.csv').split('\n')[0], /^section,factor,level,label,control,reference,subject,episodes/);
  t.equal(read('compare.csv').trim().split('\n').length, 1 + 3 * 4);
  t.match(read('compare.md'), /poor\\_&\\_\\<b\\>\\\|/);
  t.match(read('compare.md'), /## 54 episodes ended differently/);
  t.match(read('compare.tex'), /poor\\_\\&\\_\$<\$b\$>\$\\textbar\{\}/);
  t.match(read('compare.tex'), /50\\%\\_\\textbar\{\}x/);
  t.equal(
    read('compare.tex').match(/\\begin\{tabular\}/g)?.length,
    read('compare.tex').match(/\\end\{tabular\}/g)?.length,
  );
});

t.test('no data and no pairs are no success', async (t) => {
  const harness = new FrontDoor(t);
  run(harness, 'a', { outcome: GOOD, replicates: 3 });
  run(harness, 'broken', { outcome: () => 'infra_error', replicates: 3 });
  run(harness, 'empty', { outcome: () => null, replicates: 3 });
  const { nominal, overall } = await compared(t, harness, ['a', 'broken'], 4);
  t.match(nominal.contrasts[0], { difference: null, pairs: 0, finding: 'no data' });
  t.equal(overall.rates[0]!.rate, null);
  await compared(t, harness, ['a', 'empty'], 4);
  await compared(t, harness, ['empty', 'broken'], 4);
  const { stdout } = await harness.run(['compare', 'a', 'broken']);
  t.match(stdout, /no data/);
  t.match(stdout, /infrastructure error in one of the two/);
});

t.test('published rates stand beside, with the intervals that their trials imply', async (t) => {
  const harness = new FrontDoor(t);
  run(harness, 'ours', { outcome: HALF });
  const { beside, entrants, pairing } = await compared(t, harness, ['ours', 'paper:vla-r1/table2']);
  t.match(beside[0]!.rows[0], { policy: 'VLA-R1', label: 'affordance, Piper', rate: { k: 6, n: 10 } });
  t.match(beside[0]!.rows[0]!.rate.low!.toFixed(4), '0.3127');
  t.match(beside[0]!.notes[0], /not paired, not the same scenes/);
  t.same([entrants.length, pairing.of.length], [1, 0]);
  const { stdout } = await harness.run(['compare', 'ours', 'paper:vla-r1/table4']);
  t.match(stdout, /its cells average 67\.5 %/);
  t.notMatch(stdout, /better|worse/);
  await refused(
    t,
    harness,
    ['ours', 'paper:vla-r1/table3'],
    /one of table2, table4; table3 holds errors of boxes and paths/,
  );
  await refused(t, harness, ['ours', 'paper:vla-r2/table2'], /did you mean "vla-r1"/);
});

t.test('bad runs: one line with file and row, and nothing written', async (t) => {
  const harness = new FrontDoor(t);
  for (const name of ['a', 'twice', 'version']) run(harness, name, { outcome: GOOD, replicates: 3 });
  const log = (name: string) => join(harness.folder, name, 'episodes.jsonl');
  const [first = ''] = readFileSync(log('twice'), 'utf8').split('\n');
  appendFileSync(log('twice'), `${first}\n`);
  await refused(t, harness, ['a', 'twice', '--out', 'out'], /twice\/episodes\.jsonl:4:1: E_RECORDS .*on line 1 too/);
  writeFileSync(log('version'), `${first.replace('"schemaVersion":1', '"schemaVersion":7')}\n`);
  await refused(
    t,
    harness,
    ['a', 'version', '--out', 'out'],
    /version\/episodes\.jsonl:1:1: E_RECORDS expected schemaVersion 1, got 7/,
  );
  await refused(t, harness, ['a', 'missing', '--out', 'out'], /E_RUN no run 'missing'/);
  await refused(t, harness, ['a', '--out', 'out'], /E_USAGE expected two policies or more to compare; got a alone/);
  t.notOk(existsSync(join(harness.folder, 'out')));
  appendFileSync(log('a'), '{"torn');
  const { code, stderr } = await harness.run(['compare', 'a', 'a']);
  t.equal(code, 0);
  t.match(stderr, /a: the last line of the log is torn/);
});
