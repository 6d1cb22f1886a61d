import t from 'tap';
import type { EpisodeRecord, Outcome } from '../../harness/types.ts';
import type { SummaryInput } from '../../reports/input.ts';
import { Progress } from '../../reports/live/progress.ts';
import { summarySchema } from '../../reports/schema/summary.ts';
import { tango, wilson } from '../../reports/statistics/index.ts';
import { cellRates, summarize } from '../../reports/summary.ts';
import { FACTS, fractions, madeUpRun, planned, record, standingOf, unsupported } from './builder.ts';

/** One scenario with the outcomes of nominal and of one level, by replicate; `.` is not run. */
function small(nominal: string, level: string, rest: Partial<SummaryInput> = {}): SummaryInput {
  const episodes = planned('s', [{ factor: 'object', level: 'new' }], nominal.length);
  const letters = [...nominal, ...level];
  const records = episodes.flatMap((of, i) => {
    const outcome = OUTCOME[letters[i] ?? '.'];
    return outcome ? [record(of, outcome)] : [];
  });
  return { facts: FACTS, plan: { episodes, unsupported: [] }, records, ...rest };
}

const OUTCOME: Readonly<Record<string, Outcome | undefined>> = {
  s: 'success',
  f: 'failure',
  e: 'infra_error',
  i: 'invalid',
};

t.test('a level, by hand: counts, rate, paired difference, evidence', async (t) => {
  const summary = summarize(small('ssssfse.', 'sfff.sis'));
  const row = summary.factors[0]!.levels[0]!;
  t.same(row.counts, { planned: 8, success: 3, failure: 3, infraError: 0, invalid: 1, notRun: 1 });
  t.match(row.rate, { k: 3, n: 6, seeds: 6, rate: 0.5, ...wilson(3, 6) });
  // Pairs 0-3 and 5 are valid on both sides; nominal alone succeeded in 1, 2 and 3.
  t.same(row.toNominal, { gained: 0, lost: 3, pairs: 5, ...tango(0, 3, 5) });
  t.same(row.evidence, { applied: 6, notApplied: 1, unsupported: 0, nominal: 0 });
  t.equal(summary.nominal.toNominal, null);
  t.match(summary.nominal.counts, { success: 5, failure: 1, infraError: 1, notRun: 1 });
  t.same(summary.overall.valid.n, 12);
  t.match(summary.overall.errorsAsFailures, { k: 8, n: 13 });
  t.match(summary.overall.errorsAsSuccesses, { k: 9, n: 13 });
  t.equal(summary.overall.valid.seeds, 7, 'nominal and level of one replicate are one seed');
});

t.test('no data is null everywhere, and never 0', async (t) => {
  const { nominal, factors, overall } = summarize(small('..', 'ei'));
  for (const rate of [nominal.rate, factors[0]!.levels[0]!.rate, overall.valid]) {
    t.same(rate, { k: 0, n: 0, seeds: 0, worth: 0, rate: null, low: null, high: null });
  }
  t.match(factors[0]!.levels[0]!.toNominal, { pairs: 0, difference: null, low: null, high: null });
});

t.test('the last attempt that is no infrastructure error counts', async (t) => {
  const input = small('s', '.');
  const level = input.plan.episodes[1]!;
  const outcomeAfter = (...outcomes: Outcome[]) => {
    const attempts = outcomes.map((outcome, i) => record(level, outcome, { attempt: i + 1 }));
    return summarize({ ...input, records: [...input.records, ...attempts] });
  };
  t.match(outcomeAfter('infra_error', 'failure').counts, { success: 1, failure: 1, infraError: 0 });
  t.match(outcomeAfter('failure', 'infra_error').counts, { failure: 1, infraError: 0 });
  t.match(outcomeAfter('infra_error', 'infra_error').counts, { failure: 0, infraError: 1 });
  t.match(outcomeAfter('invalid', 'success').counts, { success: 2, invalid: 0 });
  const { errors, attempts } = outcomeAfter('infra_error', 'infra_error', 'success');
  t.match(errors, [{ code: 'E_SIMULATOR_DIED', attempts: 2, episodes: 1 }]);
  t.equal(attempts, 4);
});

t.test('records that are not of the plan are counted apart', async (t) => {
  const input = small('sf', 'sf');
  const foreign = { ...input.records[0]!, episodeId: 's/other/0' };
  const summary = summarize({ ...input, records: [...input.records, foreign] });
  t.match(summary, { attempts: 4, unplanned: 1, counts: { planned: 4, success: 2, failure: 2 } });
});

t.test('planned is the sum of outcomes in every row of any run', async (t) => {
  for (let seed = 1; seed <= 8; seed++) {
    const summary = summarize(madeUpRun(seed, () => 0.7, 1 + (seed % 5)));
    const { factors, scenarios, views } = summary;
    const rows = [
      summary,
      summary.nominal,
      ...factors,
      ...factors.flatMap(({ levels }) => levels),
      ...scenarios,
      ...scenarios.flatMap(({ cells }) => cells),
      ...Object.values(views).flat(),
    ];
    for (const { counts } of rows) {
      const { planned: all, success, failure, infraError, invalid, notRun } = counts;
      t.equal(success + failure + infraError + invalid + notRun, all);
    }
    t.equal(summary.counts.planned, 2 * 16 * (1 + (seed % 5)));
    t.equal(sum(scenarios.map(({ counts }) => counts.planned)), summary.counts.planned);
    t.ok(summarySchema.safeParse(JSON.parse(JSON.stringify(summary))).success, 'of the published form');
  }
});

t.test('the order of attempts does not matter', async (t) => {
  const input = madeUpRun(5, () => 0.6);
  const expected = JSON.stringify(summarize(input));
  const next = fractions(77);
  for (let i = 0; i < 5; i++) {
    const keyed = input.records.map((each) => [next(), each] as const).sort(([a], [b]) => a - b);
    t.equal(JSON.stringify(summarize({ ...input, records: keyed.map(([, each]) => each) })), expected);
  }
});

t.test('the live rate and counts are those of the summary', async (t) => {
  const input = madeUpRun(6, () => 0.6, 5);
  const cutAt = Math.floor(input.records.length / 2);
  const progress = new Progress({ ...input, standing: standingOf(input, cutAt), workers: 2 });
  let clockMs = 0;
  for (const each of input.records.slice(cutAt)) {
    progress.started({ worker: 0, episodeId: each.episodeId, attempt: each.attempt }, clockMs);
    progress.ended(each, 0);
    clockMs += 500;
  }
  const view = progress.at(clockMs);
  const summary = summarize(input);
  t.same(view.counts, summary.counts);
  t.same(view.rate, summary.overall.valid);
});

t.test('a negative control is in no rate but its own', async (t) => {
  const levels = [{ factor: 'instruction', level: 'blank', control: true }];
  const episodes = planned('s', levels, 4);
  const records = episodes.map((of) => record(of, of.control ? 'success' : 'failure'));
  const summary = summarize({ facts: FACTS, plan: { episodes, unsupported: [] }, records });
  t.match(summary.overall.valid, { k: 0, n: 4 });
  t.match(summary.factors[0]!.rate, { n: 0, rate: null });
  t.match(summary.factors[0]!.levels[0]!, { control: true, solvable: 'unknown', rate: { k: 4, n: 4 } });
});

t.test('what the policy cannot notice is not planned, and says why', async (t) => {
  const input = small('sf', '..');
  const reason = 'light needs a camera';
  const dim = unsupported('lighting=dim', reason);
  const summary = summarize({
    ...input,
    plan: { ...input.plan, unsupported: [dim, unsupported('object=new', reason)] },
  });
  t.match(summary.counts, { planned: 2, notRun: 0 });
  t.match(
    summary.factors.map(({ levels }) => levels[0]),
    [
      { factor: 'object', level: 'new', unsupported: reason, counts: { planned: 0 } },
      { factor: 'lighting', level: 'dim', unsupported: reason, counts: { planned: 0 } },
    ],
  );
});

t.test('solvability comes from the oracle, and from its own cells when it is the oracle', async (t) => {
  const marks = (input: SummaryInput) => {
    const { nominal, factors } = summarize(input);
    return [nominal.solvable, factors[0]!.levels[0]!.solvable];
  };
  t.same(marks(small('ssss', 'ssss')), ['unknown', 'unknown']);
  const oracle = { 's/nominal': { k: 4, n: 4 }, 's/object=new': { k: 1, n: 4 } };
  t.same(marks(small('ffff', 'ffff', { oracle })), ['shown solvable', 'not shown solvable']);
  t.match(summarize(small('ffff', 'ffff', { oracle })).factors[0]!.levels[0]!.oracle, { k: 1, n: 4, rate: 0.25 });
  const facts = { ...FACTS, policy: { name: 'oracle', fingerprint: 'x', privileged: true } };
  t.same(marks(small('ssss', 'sfff', { facts })), ['shown solvable', 'not shown solvable']);
  t.same(marks(small('ssss', '....', { facts })), ['shown solvable', 'unknown']);
  t.same(marks(small('ssss', 'ssss', { facts: { ...facts, policy: { ...facts.policy, privileged: false } } })), [
    'unknown',
    'unknown',
  ]);
});

t.test('a level over several scenarios is shown solvable only where all of them are', async (t) => {
  const episodes = ['a', 'b'].flatMap((id) => planned(id, [{ factor: 'object', level: 'new' }], 2));
  const oracle = { 'a/object=new': { k: 2, n: 2 }, 'b/object=new': { k: 0, n: 2 } };
  const summary = summarize({ facts: FACTS, plan: { episodes, unsupported: [] }, records: [], oracle });
  t.match(summary.factors[0]!.levels[0]!, { scenarios: 2, solvable: 'not shown solvable', oracle: { k: 2, n: 4 } });
  t.equal(summary.nominal.solvable, 'unknown');
});

t.test('the rates of one run are the floor of another', async (t) => {
  const noop = cellRates(summarize(small('ffff', 'fffs')));
  t.same(noop, { 's/nominal': { k: 0, n: 4 }, 's/object=new': { k: 1, n: 4 } });
  const { factors } = summarize(small('ssss', 'ssss', { floors: { noop } }));
  t.same(factors[0]!.levels[0]!.floors, { noop: { k: 1, n: 4, rate: 0.25 } });
});

t.test('views answer per object, position and instruction without mixing other factors in', async (t) => {
  const { views, factors } = summarize(madeUpRun(4, () => 0.8));
  t.same(
    views.object.map(({ label }) => label),
    ['soup_can', 'tomato_can', 'toy_duck'],
  );
  t.equal(views.object[0]!.counts.planned, 80, 'nominal and new_color of both scenarios');
  t.same(
    views.position.map(({ label }) => label),
    ['nominal', 'inside_near_left', 'inside_far_right', 'outside_05cm', 'outside_10cm'],
  );
  t.same(
    views.instruction.filter(({ control }) => control).map(({ label }) => label),
    ['blank', 'wrong_object'],
  );
  const position = factors.find(({ factor }) => factor === 'position')!;
  t.same(views.position[1]!.rate, position.levels[0]!.rate);
});

t.test('an infrastructure error never changes a rate', async (t) => {
  const input = madeUpRun(9, () => 0.5, 6);
  const valid = input.records.filter(({ outcome }) => outcome !== 'infra_error');
  const noise: EpisodeRecord[] = input.plan.episodes.map((of) => record(of, 'infra_error', { attempt: 9 }));
  const rates = (records: readonly EpisodeRecord[]) => {
    const { overall, factors } = summarize({ ...input, records });
    return [overall.valid, ...factors.flatMap(({ levels }) => levels.map(({ rate, toNominal }) => [rate, toNominal]))];
  };
  t.same(rates([...valid, ...noise]), rates(valid));
});

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
