import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import t from 'tap';
import type { PlannedEpisode, SummaryInput } from '../../reports/input.ts';
import { duration, paired, percent, points } from '../../reports/numbers.ts';
import { independentRate } from '../../reports/summary/rate.ts';
import { cellRates, summarize } from '../../reports/summary.ts';
import { predicateText } from '../../reports/terminal/episode/predicate-text.ts';
import { type EpisodeView, renderEpisode } from '../../reports/terminal/episode.ts';
import { intervalBar } from '../../reports/terminal/interval-bar.ts';
import { type PlanView, renderPlan } from '../../reports/terminal/plan.ts';
import { renderSummary } from '../../reports/terminal/summary.ts';
import { terminal, terminalOf } from '../../reports/terminal/terminal.ts';
import { cut, wrap } from '../../reports/terminal/width.ts';
import { visible } from '../../reports/visible.ts';
import { FACTS, madeUpRun, planned, record } from './builder.ts';
import { episodeView, SPEC } from './episode-builder.ts';
import { sameAsGolden } from './golden.ts';

const plain = terminal(100, false);

const skill = ({ conditionId, control }: PlannedEpisode): number => {
  if (conditionId.includes('outside_10')) return 0.35;
  return control ? 0.6 : conditionId.includes('half') ? 0.5 : 0.88;
};

function comparedRun(): SummaryInput {
  const oracle = madeUpRun(7, ({ conditionId }) => (conditionId.includes('outside_10') ? 0.3 : 0.99));
  const floor = (seed: number, rate: number) => cellRates(summarize(madeUpRun(seed, () => rate)));
  return {
    ...madeUpRun(3, skill),
    oracle: cellRates(summarize(oracle)),
    floors: { noop: floor(9, 0), random: floor(10, 0.02) },
  };
}

const planView = (): PlanView => {
  const { plan } = madeUpRun(3, () => 0.5, 4);
  const conditions = new Map(
    plan.episodes.map((each) => [`${each.scenarioId}/${each.conditionId}`, { ...each, episodes: 4 }]),
  );
  const expected = { sec: 754, basis: 'at 2.4 s an episode on 2 workers' };
  return {
    suite: 'ood',
    policy: 'vla-r1',
    conditions: [...conditions.values()],
    unsupported: plan.unsupported,
    expected,
  };
};

t.test('the table at the end', async (t) => {
  sameAsGolden(t, 'summary', renderSummary(summarize(madeUpRun(3, skill)), plain));
  sameAsGolden(t, 'summary-with-floors-120', renderSummary(summarize(comparedRun()), terminal(120, false)));
  const facts = { ...FACTS, policy: { name: 'oracle', fingerprint: 'x', privileged: true } };
  sameAsGolden(
    t,
    'summary-oracle-80',
    renderSummary(summarize({ ...madeUpRun(3, skill), facts }), terminal(80, false)),
  );
});

t.test('nothing measured is "no data"', async (t) => {
  const episodes = planned('pick', [{ factor: 'object', level: 'new_color' }], 3);
  const text = renderSummary(summarize({ facts: FACTS, plan: { episodes, unsupported: [] }, records: [] }), plain);
  sameAsGolden(t, 'summary-no-data', text);
  t.notMatch(text, /0 %/);
});

t.test('one episode, step by step', async (t) => {
  sameAsGolden(t, 'episode', renderEpisode(episodeView(), plain));
});

t.test('an episode without a trace, and one without a record', async (t) => {
  t.match(renderEpisode({ ...episodeView(), trace: null }, plain), /evidence: applied/);
  t.match(renderEpisode({ spec: SPEC, attempts: [], shown: null, trace: null }, plain), /not run/);
});

t.test('the plan', async (t) => {
  sameAsGolden(t, 'plan', renderPlan(planView(), plain));
  t.match(renderPlan({ ...planView(), expected: null }, plain), /expected +not known/);
});

t.test('every line fits, from 80 to 200 columns', async (t) => {
  const summaries = [summarize(madeUpRun(3, skill)), summarize(comparedRun()), summarize(madeUpRun(2, skill, 400))];
  for (const width of [80, 90, 100, 117, 140, 200]) {
    const at = terminal(width, false);
    const texts = [
      ...summaries.map((each) => renderSummary(each, at)),
      renderEpisode(episodeView(), at),
      renderPlan(planView(), at),
    ];
    for (const line of texts.join('\n').split('\n')) if (stringWidth(line) > width) t.fail(`${width}: ${line}`);
  }
  t.pass('measured');
});

t.test('colours change nothing but the colour', async (t) => {
  const summary = summarize(comparedRun());
  const colored = renderSummary(summary, terminal(120, true));
  t.match(colored, '\u001b[');
  t.equal(stripVTControlCharacters(colored).replaceAll(/ +\n/g, '\n'), renderSummary(summary, terminal(120, false)));
});

const HOSTILE = 'e\u001b[2Jvil\r\n\u001b]0;owned\u0007\u202egnp\u009b31m\u0000 名前がとても長い 👩‍🚀 naïve';

t.test('what others wrote cannot drive the terminal', async (t) => {
  const level = { factor: `f${HOSTILE}`, level: HOSTILE, model: HOSTILE };
  const episodes = ['a', HOSTILE].flatMap((id) => planned(id, [level], 3));
  const error = { code: HOSTILE, message: HOSTILE };
  const records = episodes.map((of, i) =>
    i % 3 ? record(of, 'failure', { end: HOSTILE }) : record(of, 'infra_error', { error }),
  );
  const facts = {
    ...FACTS,
    runId: HOSTILE,
    suite: HOSTILE,
    policy: { ...FACTS.policy, name: HOSTILE, privileged: true },
  };
  const unsupported = [
    {
      scenarioId: HOSTILE,
      conditionId: HOSTILE,
      assignments: [{ factor: HOSTILE, level: HOSTILE }],
      control: false,
      reason: HOSTILE,
    },
  ];
  const floors = { [HOSTILE]: cellRates(summarize({ facts, plan: { episodes, unsupported }, records })) };
  const summary = summarize({ facts, plan: { episodes, unsupported }, records, floors });
  const view = episodeView();
  const shown = {
    ...view.shown!,
    end: HOSTILE,
    outcome: 'infra_error' as const,
    instructionSent: HOSTILE,
    stages: [{ name: HOSTILE, step: 0 }],
    error,
    evidence: {
      ...view.shown!.evidence,
      details: [{ path: HOSTILE, asked: HOSTILE, got: { [HOSTILE]: 1 }, ok: false }],
    },
  };
  const trace = { ...view.trace!, calls: [{ step: 0, inferenceMs: 1, actions: 1, stage: HOSTILE, text: HOSTILE }] };
  const episode: EpisodeView = {
    spec: { ...SPEC, episodeId: HOSTILE, instruction: HOSTILE },
    attempts: [shown, shown],
    shown,
    trace,
  };
  const plan = { ...planView(), suite: HOSTILE, policy: HOSTILE, unsupported, expected: { sec: 1, basis: HOSTILE } };
  for (const width of [80, 120]) {
    const at = terminal(width, false);
    for (const text of [renderSummary(summary, at), renderEpisode(episode, at), renderPlan(plan, at)]) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: none of these may come through.
      t.notMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
      t.match(text, '␛', 'shown, not left out');
      for (const line of text.split('\n')) if (stringWidth(line) > width) t.fail(`${width}: ${line}`);
    }
  }
});

t.test('visible, cut and wrap', async (t) => {
  t.equal(visible('a\u001b[31mb\tc\u007f\u0085d\u2028e\ud800'), 'a␛[31mb␉c␡�d�e�');
  t.equal(visible('naïve 名前 👩‍🚀'), 'naïve 名前 👩‍🚀');
  t.equal(cut('名前が', 4), '名…');
  t.equal(cut('abcd', 4), 'abcd');
  t.same(wrap('one two three', 7), ['one two', 'three']);
  t.same(wrap('abcdefgh', 3), ['abc', 'def', 'gh']);
  t.same(wrap('', 10), ['']);
});

t.test('numbers', async (t) => {
  t.equal(percent(0.9996), '99 %', 'not all is never 100');
  t.equal(percent(0.0001, 1), '0.1 %', 'something is never 0');
  t.equal(percent(1), '100 %');
  t.equal(percent(null), 'no data');
  t.equal(points(-0.004), '0');
  t.equal(paired({ difference: -0.15, low: -0.36, high: 0.02 }), '−15 [−36, +2]');
  t.same([8, 200, 7500].map(duration), ['8 s', '3 min 20 s', '2 h 05 min']);
});

t.test('the bar of a rate', async (t) => {
  t.equal(intervalBar(independentRate(5, 10), 11, plain.paint), '··━━━●━━━··');
  t.equal(intervalBar(independentRate(0, 10), 11, plain.paint), '●━━━·······');
  t.equal(intervalBar(independentRate(10, 10), 11, plain.paint), '·······━━━●');
});

t.test('a predicate in words', async (t) => {
  t.equal(
    predicateText(SPEC.success),
    '(inside(target, receptacle) and released(target) and atRest(target) for 0.5 s)',
  );
  t.equal(predicateText({ not: { lifted: 'target', byM: 0.1 }, holdSec: 2 }), 'not lifted(target, 0.1 m) for 2 s');
  t.equal(predicateText({ any: [{ declared: 'target_absent' }] }), 'declared(target_absent)');
});

t.test('colour and width follow the terminal', async (t) => {
  const colors = (screen: object, environment: Record<string, string>) =>
    terminalOf(screen, environment).paint.isColorSupported;
  t.equal(colors({ isTTY: true }, {}), true);
  t.equal(colors({ isTTY: true }, { NO_COLOR: '1' }), false);
  t.equal(colors({ isTTY: true }, { TERM: 'dumb' }), false);
  t.equal(colors({}, {}), false);
  t.equal(colors({}, { FORCE_COLOR: '1' }), true);
  t.same(
    [{ columns: 40 }, {}, { columns: 500 }].map((screen) => terminalOf(screen, {}).width),
    [80, 120, 200],
  );
});
