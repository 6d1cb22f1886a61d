/** `harness compare` on results of others: LeRobot, vla-eval, CSV; and every way in which they can be wrong. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import t, { type Test } from 'tap';
import { type Comparison, comparisonSchema } from '../../reports/index.ts';
import { FrontDoor } from '../builders/front-door.ts';
import { writeRun } from '../builders/run-folder.ts';

function file(harness: FrontDoor, name: string, content: unknown): string {
  const path = join(harness.folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content, null, 1));
  return name;
}

async function compared(t: Test, harness: FrontDoor, args: readonly string[], code = 0): Promise<Comparison> {
  const ended = await harness.run(['compare', ...args, '--json']);
  t.equal(ended.code, code, ended.stderr);
  return comparisonSchema.parse(JSON.parse(ended.stdout));
}

async function refused(t: Test, harness: FrontDoor, args: readonly string[], expected: RegExp): Promise<void> {
  const { code, stdout, stderr } = await harness.run(['compare', ...args]);
  t.equal(code, 2, `${args.join(' ')}: ${stderr}`);
  t.match(stderr, expected);
  t.equal(stderr.trim().split('\n').length, 1, stderr);
  t.equal(stdout, '');
}

/** As lerobot-eval writes it. */
const evalInfo = (successes: readonly boolean[][], pcSuccess?: number) => {
  const all = successes.flat();
  const pc = (100 * all.filter(Boolean).length) / all.length;
  return {
    per_task: successes.map((each, at) => ({
      task_group: 'libero_goal',
      task_id: at,
      metrics: { sum_rewards: each.map(Number), max_rewards: each.map(Number), successes: each, video_paths: [] },
    })),
    per_group: { libero_goal: { pc_success: pc, n_episodes: all.length } },
    overall: { avg_sum_reward: 0.5, pc_success: pcSuccess ?? pc, n_episodes: all.length, eval_s: 12.5 },
  };
};

const times = (n: number, of: (at: number) => boolean): boolean[] => Array.from({ length: n }, (_, at) => of(at));

t.test('LeRobot: episodes by task and place, percent as fractions, the older form and NaN too', async (t) => {
  const harness = new FrontDoor(t);
  file(harness, 'act/eval_info.json', evalInfo([times(10, (i) => i < 5), times(10, () => true)]));
  file(harness, 'pi0/eval_info.json', evalInfo([times(10, () => true), times(10, (i) => i > 0)]));
  const { entrants, pairing, overall } = await compared(t, harness, ['act', 'pi0/eval_info.json']);
  t.same(
    entrants.map(({ name }) => name),
    ['act', 'pi0'],
  );
  t.match(pairing, { episodes: 20, proven: false, by: /nothing in the files proves/ });
  t.match(overall.contrasts[0], { gained: 5, lost: 1, both: 14, test: 'exact McNemar' });
  t.same(
    entrants.map(({ valid }) => valid.rate),
    [0.75, 0.95],
  );
  const older = (
    n: number,
  ) => `{ "per_episode": [${times(n, () => true).map((_, i) => `{"episode_ix": ${i}, "sum_reward": NaN, "max_reward": 1.0, "success": ${i > 2}, "seed": ${1000 + i}}`)}],
    "aggregated": {"avg_sum_reward": NaN, "pc_success": ${(100 * (n - 3)) / n}} }`;
  file(harness, 'old/eval_info.json', older(8));
  file(harness, 'older/eval_info.json', older(6));
  const { pairing: some } = await compared(t, harness, ['old', 'older']);
  t.equal(some.episodes, 6, 'paired by their seeds');
  file(harness, 'sums/eval_info.json', { overall: { pc_success: 62.5, n_episodes: 8 } });
  const { beside } = await compared(t, harness, ['old', 'sums']);
  t.match(beside[0]!.rows[0], { policy: 'sums', rate: { k: 5, n: 8, rate: 0.625 } });
});

t.test('LeRobot, wrong: the line and what was expected', async (t) => {
  const harness = new FrontDoor(t);
  const good = file(harness, 'good/eval_info.json', evalInfo([times(4, () => true)]));
  const bad = (name: string, content: unknown) => [good, file(harness, `${name}/eval_info.json`, content)];
  await refused(
    t,
    harness,
    bad('a', evalInfo([times(4, () => true)], 140)),
    /a\/eval_info\.json:\d+:\d+: E_INPUT overall\.pc_success: expected at most 100, got 140/,
  );
  await refused(
    t,
    harness,
    bad('b', evalInfo([times(4, () => true)], 50)),
    /overall\.pc_success: expected 100\.00, the rate of its own episodes; got 50/,
  );
  const odd = {
    ...evalInfo([]),
    per_task: [{ task_group: 'g', task_id: 1, metrics: { successes: [true, 'maybe'] } }],
    overall: {},
  };
  await refused(
    t,
    harness,
    bad('c', odd),
    /c\/eval_info\.json:9:6: E_INPUT per_task\.0\.metrics\.successes\.1: expected a boolean, got "maybe"/,
  );
  await refused(
    t,
    harness,
    bad('d', { hello: 1 }),
    /expected eval_info\.json of LeRobot, with one of per_task, per_episode, overall/,
  );
  await refused(t, harness, bad('e', '{ "per_task": [\n'), /e\/eval_info\.json:\d:1: E_INPUT expected JSON/);
  await refused(t, harness, bad('f', { per_task: [], overall: {} }), /expected an episode or more, got none/);
});

/** As vla-eval 0.8 writes it, and as 0.0.4 did. */
const vlaEval = (task: string, episodes: readonly unknown[], more = {}) => ({
  benchmark: 'LIBEROBenchmark_libero_goal',
  mode: 'sync',
  harness_version: '0.8.0',
  seed: 7,
  tasks: [{ task, num_episodes: episodes.length, episodes }],
  config: {},
  ...more,
});

t.test('vla-eval: the files of a folder, infra errors apart', async (t) => {
  const harness = new FrontDoor(t);
  const now = (n: number, of: (at: number) => boolean) =>
    times(n, of).map((success, at) => ({ episode_id: at, metrics: { success }, steps: 100 + at, elapsed_sec: 2 }));
  const then = (n: number) =>
    times(n, () => true).map((success, at) => ({ success, steps: 90, task: 'open', episode_id: `open_${at}` }));
  file(
    harness,
    'oft/open.json',
    vlaEval('open', [...now(9, (i) => i > 3), { episode_id: 9, metrics: {}, failure_reason: 'timeout' }]),
  );
  file(
    harness,
    'oft/shut.json',
    vlaEval(
      'shut',
      now(10, () => true),
    ),
  );
  file(harness, 'pi0/open.json', vlaEval('open', then(10)));
  const { entrants, pairing, overall } = await compared(t, harness, ['oft', 'pi0/']);
  t.same(
    entrants.map(({ name }) => name),
    ['oft', 'pi0'],
  );
  t.match(entrants[0]!.counts, { planned: 20, success: 15, failure: 4, infraError: 1 });
  t.equal(pairing.episodes, 9);
  t.match(overall.contrasts[0], { gained: 4, lost: 0 });
  file(harness, 'other/open.json', vlaEval('open', then(10), { seed: 8 }));
  await refused(
    t,
    harness,
    ['oft', 'other'],
    /not comparable|expected comparable results; got seed: 7 \(oft\), 8 \(other\)/,
  );
  file(harness, 'twice/a.json', vlaEval('open', then(2)));
  file(harness, 'twice/b.json', vlaEval('open', then(2)));
  await refused(
    t,
    harness,
    ['oft', 'twice'],
    /twice\/b\.json:\d+:\d+: E_INPUT expected one row for each episode.*the first: twice\/a\.json:\d+/,
  );
  file(harness, 'none/a.json', vlaEval('open', [{ episode_id: 1, metrics: {} }]));
  await refused(
    t,
    harness,
    ['oft', 'none'],
    /none\/a\.json:\d+:\d+: E_INPUT tasks\.0\.episodes\.0: expected success, metrics\.success or failure_reason/,
  );
  file(
    harness,
    'rate/a.json',
    vlaEval(
      'open',
      now(2, () => true),
      { mean_success: 1.5 },
    ),
  );
  await refused(t, harness, ['oft', 'rate'], /mean_success: expected at most 1, got 1\.5/);
  file(harness, 'stray/a.json', { hello: 1 });
  await refused(
    t,
    harness,
    ['oft', 'stray'],
    /E_INPUT stray: expected a run folder, eval_info\.json of LeRobot, or results of vla-eval; got a\.json/,
  );
});

const csv = (...lines: string[]): string => `policy,scenario,seed,success\n${lines.join('\n')}\n`;

t.test('CSV: several policies in one file, conditions, repeats of a seed', async (t) => {
  const harness = new FrontDoor(t);
  const rows = (policy: string, of: (seed: number) => boolean) =>
    times(12, of).map((good, seed) => `${policy},"pick, place",${seed},${good ? 'True' : '0'}`);
  file(harness, 'all.csv', csv(...rows('a', () => false), ...rows('b', () => true)));
  const { nominal, entrants } = await compared(t, harness, ['all.csv']);
  t.same(
    entrants.map(({ name }) => name),
    ['a', 'b'],
  );
  t.match(nominal.contrasts[0], { gained: 12, finding: 'better', seeds: 12 });
  const head = 'Policy,Scenario,Seed,Success,condition,replicate,other\n';
  const lines = (policy: string, good: number) =>
    times(10, () => true).flatMap((_, r) => [
      `${policy},s,0,1,nominal,${r},x`,
      `${policy},s,0,${good},light=dim,${r},x`,
    ]);
  file(harness, 'repeats.csv', head + [...lines('a', 0), ...lines('b', 1)].join('\n'));
  const { factors, overall } = await compared(t, harness, ['repeats.csv']);
  t.equal(factors[0]!.factor, 'light');
  t.match(factors[0]!.levels[0]!.contrasts[0], {
    pairs: 10,
    seeds: 1,
    gained: 10,
    pValue: 1,
    finding: 'no difference detected',
  });
  t.equal(overall.seeds, 1, 'repeats of a seed are one seed');
});

t.test('CSV, wrong: file and line', async (t) => {
  const harness = new FrontDoor(t);
  const bad = (...lines: string[]) => [file(harness, 'bad.csv', csv(...lines))];
  await refused(
    t,
    harness,
    bad('a,s,0,1', 'b,s,0,1.5'),
    /bad\.csv:3:1: E_INPUT success: expected 0, 1, true or false, got "1\.5"/,
  );
  await refused(t, harness, bad('a,"two\nlines",0,1', 'b,s,0,yes'), /bad\.csv:4:1: E_INPUT success: .*got "yes"/);
  await refused(
    t,
    harness,
    bad('a,s,0,1', 'b,s,0,1', 'a,s,0,0'),
    /bad\.csv:4:1: E_INPUT expected one row for each episode of a policy; got a second one of policy a, scenario s, seed 0 \(the first: bad\.csv:2\) \(repeats/,
  );
  await refused(t, harness, bad('a,s,0'), /bad\.csv:2:1: E_INPUT success: expected a value, got nothing/);
  await refused(t, harness, bad(), /bad\.csv:1:1: E_INPUT expected a row for each episode, got none/);
  file(harness, 'head.csv', 'policy,scenario,success,factor\na,s,1,light\n');
  await refused(
    t,
    harness,
    ['head.csv'],
    /head\.csv:1:1: E_INPUT expected the columns policy, scenario, seed, success; missing: seed, level; got policy, scenario, success, factor/,
  );
  file(harness, 'quote.csv', 'policy,scenario,seed,success\na,"s,0,1\n');
  await refused(t, harness, ['quote.csv'], /quote\.csv:\d:1: E_INPUT expected CSV/);
  file(harness, 'empty.csv', '');
  await refused(t, harness, ['empty.csv'], /expected the columns .*got nothing/);
});

t.test('a run and results of others share no episode: refused, or side by side without pairs', async (t) => {
  const harness = new FrontDoor(t);
  writeRun(join(harness.folder, 'ours'), { policy: 'ours', replicates: 5, outcome: () => 'success' });
  file(harness, 'theirs.csv', csv('theirs,s,0,1', 'theirs,s,1,0'));
  await refused(t, harness, ['ours', 'theirs.csv'], /source: run folder of this harness \(ours\), CSV \(theirs\)/);
  const { pairing, unpaired } = await compared(t, harness, ['ours', 'theirs.csv', '--allow-different'], 4);
  t.equal(pairing.episodes, 0);
  t.equal(unpaired[0]!.difference, -0.5);
});
