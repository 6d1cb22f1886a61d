import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { canonicalRows } from '../../harness/record/canonical.ts';
import { FrontDoor } from '../builders/front-door.ts';
import { oneFactor } from '../builders/suite.ts';

const SUITE = oneFactor(16);
const RULES = `looks: 4
rules:
  nominal: { kind: non-inferiority, over: nominal, margin: 0.4 }
  all: { kind: non-inferiority, over: all, margin: 0.4 }
`;
const RUN = ['run', '--suite', 'small.yaml', '--floors', 'none'];
const GATED = ['--gate', 'gate.yaml', '--baseline', 'baseline.json'];

async function door(t: Test): Promise<FrontDoor> {
  const harness = new FrontDoor(t);
  harness.file('small.yaml', SUITE);
  harness.file('gate.yaml', RULES);
  await harness.run([...RUN, '--policy', 'oracle', '--out', 'good'], []);
  t.equal((await harness.run(['baseline', 'bless', 'good'])).code, 0);
  return harness;
}

const json = (harness: FrontDoor, ...names: string[]) =>
  JSON.parse(readFileSync(join(harness.folder, ...names), 'utf8'));

t.test('a run is stopped once its verdict is certain, and the verdict is that of its records', async (t) => {
  const harness = await door(t);
  const cases: [policy: string, code: number, verdict: string][] = [
    ['noop', 1, 'regression'],
    ['oracle', 0, 'pass'],
  ];
  for (const [policy, code, verdict] of cases) {
    const args = [...RUN, '--policy', policy, ...GATED, '--out', policy, '--workers', '1'];
    const live = await harness.run(args, []);
    t.equal(live.code, code, live.stderr);
    t.match(live.stdout, /8 planned episodes not run: stopped early by rule at look 3 of 4/);
    t.match(live.stdout, verdict.toUpperCase());
    const kept = json(harness, policy, 'gate.json');
    t.match(kept, { verdict, exitCode: code, looks: { at: 3, of: 4, stopped: true } });
    t.match(kept.counts, { planned: 32, notRun: 8 });
    t.match(kept.rules, { writtenBefore: true, digest: json(harness, policy, 'manifest.json').gate.digest });
    const later = await harness.run(['gate', policy, '--json']);
    t.equal(later.code, code, later.stderr);
    t.strictSame(JSON.parse(later.stdout), kept);
    t.match((await harness.run(['show', policy])).stdout, /stopped early by rule at look 3 of 4/);
    const again = await harness.run(args, []);
    t.equal(again.code, code);
    t.equal((await harness.records(policy)).length, 24, 'nothing runs once it is certain');
  }
  const two = await harness.run([...RUN, '--policy', 'noop', ...GATED, '--out', 'two', '--workers', '2'], []);
  t.equal(two.code, 1);
  t.strictSame(canonicalRows(await harness.records('two')), canonicalRows(await harness.records('noop')));
  t.strictSame(json(harness, 'two', 'gate.json').checks, json(harness, 'noop', 'gate.json').checks);
});

t.test('a gated run goes on where it was cut off, and ends the same', async (t) => {
  const harness = await door(t);
  const args = [...RUN, '--policy', 'noop', ...GATED, '--workers', '1'];
  await harness.run([...args, '--out', 'whole'], []);
  cpSync(join(harness.folder, 'whole'), join(harness.folder, 'cut'), { recursive: true });
  for (const file of ['gate.json', 'summary.json', 'references.json']) rmSync(join(harness.folder, 'cut', file));
  const rows = join(harness.folder, 'cut', 'episodes.jsonl');
  writeFileSync(rows, `${readFileSync(rows, 'utf8').split('\n').slice(0, 10).join('\n')}\n{"torn`);
  t.match(await harness.run(['gate', 'cut']), { code: 3, stdout: /the run is not finished/ });
  t.equal((await harness.run([...args, '--out', 'cut'], [])).code, 1);
  t.strictSame(canonicalRows(await harness.records('cut')), canonicalRows(await harness.records('whole')));
  t.strictSame(json(harness, 'cut', 'gate.json').checks, json(harness, 'whole', 'gate.json').checks);
});

t.test('a run that was stopped is finished: the same command begins another', async (t) => {
  const harness = await door(t);
  const args = [...RUN, '--policy', 'noop', ...GATED, '--workers', '1'];
  await harness.run(args, []);
  const { stderr } = await harness.run(args, []);
  t.match(stderr, /run folder /);
  t.notMatch(stderr, /going on with/);
});

t.test('a gate that cannot decide, or other rules, are refused before the first episode', async (t) => {
  const harness = await door(t);
  const few = await harness.run([...RUN, '--policy', 'noop', '--episodes', '3', ...GATED, '--out', 'few'], []);
  t.match(few, { code: 2, stderr: /gate\.yaml:3:3: E_RULES nominal can never pass: .*got 3/ });
  const alone = await harness.run([...RUN, '--policy', 'noop', '--gate', 'gate.yaml'], []);
  t.match(alone, { code: 2, stderr: /E_USAGE expected --gate and --baseline together/ });
  const seed = await harness.run([...RUN, '--policy', 'noop', '--seed', '1', ...GATED, '--out', 'seed'], []);
  t.match(seed, { code: 2, stderr: /E_INPUT no planned episode is a valid one of the baseline/ });
  t.notOk(existsSync(join(harness.folder, 'few')) || existsSync(join(harness.folder, 'seed')));
  await harness.run([...RUN, '--policy', 'noop', ...GATED, '--out', 'r'], []);
  harness.file('gate.yaml', RULES.replace('looks: 4', 'looks: 2'));
  const other = await harness.run([...RUN, '--policy', 'noop', ...GATED, '--out', 'r'], []);
  t.match(other, { code: 2, stderr: /E_OUTPUT r holds another run: gate: / });
  const later = await harness.run(['gate', 'r', '--rules', 'gate.yaml', '--json']);
  t.match(JSON.parse(later.stdout).rules, { writtenBefore: false });
});
