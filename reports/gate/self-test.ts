import { type Entry, seedOf } from '../pairing/index.ts';
import { clopperPearson } from '../statistics/beta-intervals.ts';
import type { Interval } from '../statistics/interval.ts';
import { type Uniform, uniform } from '../statistics/random.ts';
import { grouped } from '../summary/grouped.ts';
import type { Finding } from './decide.ts';
import type { Rules } from './rules.ts';
import { lookAt } from './sequence.ts';

export interface SelfTest {
  readonly draws: number;
  readonly seed: number;
  readonly how: string;
  readonly verdicts: Readonly<Record<Finding, number>>;
  /** Share of draws that found a regression though both sides are the same policy. */
  readonly falseAlarms: number;
  readonly interval: Interval;
}

export interface SelfTestSettings {
  readonly draws: number;
  readonly seed: number;
  readonly live: boolean;
}

type Sides = readonly [run: Entry[], baseline: Entry[]];

/**
 * Puts the gate to an A/A test: two sides that are the same policy by construction. With a run, its outcomes and the
 * baseline's change sides at random, seed by seed; with a baseline alone, both sides are drawn from its own seeds, within
 * each scenario and with replacement, as if the policy drew its luck anew each time.
 */
export function selfTest(
  rules: Rules,
  baseline: readonly Entry[],
  run: readonly Entry[] | null,
  { draws, seed, live }: SelfTestSettings,
): SelfTest {
  const unit = uniform(seed);
  const draw = run ? exchanged(run, baseline, unit) : redrawn(baseline, unit);
  const verdicts = { pass: 0, regression: 0, inconclusive: 0 };
  for (let i = 0; i < draws; i++) verdicts[verdictOf(rules, draw(), live)]++;
  return {
    draws,
    seed,
    how: run
      ? 'sides of run and baseline exchanged at random, seed by seed'
      : "both sides drawn from the baseline's seeds",
    verdicts,
    falseAlarms: verdicts.regression / draws,
    interval: clopperPearson(verdicts.regression, draws)!,
  };
}

function verdictOf(rules: Rules, [run, baseline]: Sides, live: boolean): Finding {
  const decisions = lookAt(rules, run, baseline, live)?.decisions ?? [];
  if (decisions.some(({ finding }) => finding === 'regression')) return 'regression';
  return decisions.length > 0 && decisions.every(({ finding }) => finding === 'pass') ? 'pass' : 'inconclusive';
}

function exchanged(run: readonly Entry[], baseline: readonly Entry[], unit: Uniform): () => Sides {
  const others = new Map(baseline.map((entry) => [entry.episodeId, entry]));
  const both = run.flatMap((entry): [Entry, Entry][] => {
    const other = others.get(entry.episodeId);
    return other ? [[entry, other]] : [];
  });
  const seeds = [...grouped(both, ([entry]) => seedOf(entry)).values()];
  return () => {
    const drawn = seeds.flatMap((group) => {
      const turned = unit() < 0.5;
      return group.map(([first, second]) => (turned ? [second, first] : [first, second]) as [Entry, Entry]);
    });
    return [drawn.map(([first]) => first), drawn.map(([, second]) => second)];
  };
}

function redrawn(baseline: readonly Entry[], unit: Uniform): () => Sides {
  const scenarios = [...grouped(baseline, ({ scenarioId }) => scenarioId).values()].map((entries) => {
    const outcomes = new Map(entries.map((entry) => [`${entry.conditionId}/${entry.replicate}`, entry.outcome]));
    return { entries, outcomes, replicates: [...new Set(entries.map(({ replicate }) => replicate))] };
  });
  const side = (): Entry[] =>
    scenarios.flatMap(({ entries, outcomes, replicates }) => {
      const from = new Map(replicates.map((each) => [each, replicates[Math.floor(unit() * replicates.length)]!]));
      return entries.map((entry) => {
        const outcome = outcomes.get(`${entry.conditionId}/${from.get(entry.replicate)!}`) ?? 'invalid';
        return { ...entry, outcome, initialStateHash: 'drawn' };
      });
    });
  return () => [side(), side()];
}
