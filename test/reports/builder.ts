import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { EpisodeIndex } from '../../harness/episode-index.ts';
import type { EpisodeRecord, Outcome } from '../../harness/types.ts';
import type { PlannedEpisode, RunFacts, SummaryInput, Unsupported } from '../../reports/input.ts';
import { Standing } from '../../reports/live/standing.ts';

export const FACTS: RunFacts = {
  runId: '20261121T070000Z-ood-vla-r1',
  createdAt: '2026-11-21T07:00:00.000Z',
  suite: 'ood',
  seed: 0,
  policy: { name: 'vla-r1', fingerprint: 'f00d', privileged: false },
  simulator: { name: 'pybullet', version: '3.2.7', renderer: 'tiny' },
};

export interface Level {
  readonly factor: string;
  readonly level: string;
  readonly control?: boolean;
  readonly model?: string;
}

const NOMINAL: readonly Level[] = [{ factor: '', level: '' }];

/** Episodes of one scenario: nominal and the given levels, each on the same replicates. */
export function planned(scenarioId: string, levels: readonly Level[], replicates: number): PlannedEpisode[] {
  return [...NOMINAL, ...levels].flatMap((each) =>
    Array.from({ length: replicates }, (_, replicate) => episode(scenarioId, each, replicate)),
  );
}

function episode(scenarioId: string, { factor, level, control, model }: Level, replicate: number): PlannedEpisode {
  const names = factor.split('+').map((name, i) => ({ factor: name, level: level.split('+')[i] ?? '' }));
  const assignments = factor ? names : [];
  const conditionId = assignments.map((each) => `${each.factor}=${each.level}`).join('+') || 'nominal';
  return {
    episodeId: `${scenarioId}/${conditionId}/${replicate}`,
    scenarioId,
    conditionId,
    assignments,
    control: control ?? false,
    replicate,
    task: 'pick_and_place',
    digest: 'd'.repeat(64),
    targetModel: model ?? 'soup_can',
    targetM: [0.35 + 0.01 * (replicate % 10), 0.05 + 0.02 * (replicate % 7)],
  };
}

/** One attempt at an episode, ended as told. */
export function record(of: PlannedEpisode, outcome: Outcome, rest: Partial<EpisodeRecord> = {}): EpisodeRecord {
  const { episodeId, scenarioId, conditionId, assignments, replicate } = of;
  const error =
    outcome === 'infra_error' ? { code: 'E_SIMULATOR_DIED', message: 'the bridge ended with signal 9' } : null;
  return {
    schemaVersion: 1,
    episodeId,
    scenarioId,
    conditionId,
    factor: assignments.map((each) => each.factor).join('+') || null,
    level: assignments.map((each) => each.level).join('+') || null,
    replicate,
    seed: 1000 + replicate,
    attempt: 1,
    outcome,
    end: END[outcome],
    steps: outcome === 'success' ? 120 : 240,
    simTimeSec: outcome === 'success' ? 6 : 12,
    wallTimeSec: 1.5,
    startedAt: '2026-11-21T07:00:01.000Z',
    worker: replicate % 2,
    instructionSent: 'Put the soup can in the bowl.',
    digest: 'd'.repeat(64),
    initialStateHash: 'a'.repeat(64),
    finalStateHash: 'b'.repeat(64),
    evidence: {
      status: outcome === 'invalid' ? 'not_applied' : assignments.length === 0 ? 'nominal' : 'applied',
      details: [],
      signature: null,
    },
    stages: [],
    policyCalls: 15,
    framesRendered: 15,
    inferenceMs: [12, 11, 13],
    actionAgeSteps: 0,
    error,
    ...rest,
  };
}

const END: Readonly<Record<Outcome, string>> = {
  success: 'success',
  failure: 'max_steps',
  infra_error: 'E_SIMULATOR_DIED',
  invalid: 'factor_not_applied',
};

/** A stream of fractions in [0, 1) that is the same for the same seed. */
export function fractions(seed: number): () => number {
  const generator = xoroshiro128plus(seed);
  return () => (generator.next() >>> 0) / 2 ** 32;
}

export const OOD: readonly Level[] = [
  { factor: 'object', level: 'new_color' },
  { factor: 'object', level: 'new_instance', model: 'tomato_can' },
  { factor: 'object', level: 'new_category', model: 'toy_duck' },
  { factor: 'position', level: 'inside_near_left' },
  { factor: 'position', level: 'inside_far_right' },
  { factor: 'position', level: 'outside_05cm' },
  { factor: 'position', level: 'outside_10cm' },
  { factor: 'instruction', level: 'paraphrase' },
  { factor: 'instruction', level: 'synonym' },
  { factor: 'instruction', level: 'german' },
  { factor: 'instruction', level: 'blank', control: true },
  { factor: 'instruction', level: 'wrong_object', control: true },
  { factor: 'occlusion', level: 'quarter' },
  { factor: 'occlusion', level: 'half' },
  { factor: 'object+position', level: 'new_color+outside_10cm' },
];

/** A whole made-up run: two scenarios, chance outcomes, some errors, some not run. */
export function madeUpRun(seed: number, rate: (of: PlannedEpisode) => number, replicates = 20): SummaryInput {
  const next = fractions(seed);
  const episodes = ['soup_can_to_bowl', 'cube_to_tray'].flatMap((scenario) => planned(scenario, OOD, replicates));
  const records = episodes.flatMap((of) => {
    const luck = next();
    if (luck > 0.99) return [];
    if (luck > 0.98) return [record(of, 'infra_error')];
    if (luck > 0.97) return [record(of, 'invalid')];
    const done = record(of, next() < rate(of) ? 'success' : 'failure', { attempt: luck > 0.95 ? 2 : 1 });
    return done.attempt === 2 ? [record(of, 'infra_error'), done] : [done];
  });
  const unsupported = ['soup_can_to_bowl', 'cube_to_tray'].map((scenarioId) => ({
    scenarioId,
    conditionId: 'lighting=dim',
    assignments: [{ factor: 'lighting', level: 'dim' }],
    control: false,
    reason: 'the policy takes no image',
  }));
  return { facts: FACTS, plan: { episodes, unsupported }, records };
}

/** An unsupported condition, its assignments read off its id. */
export function unsupported(conditionId: string, reason: string, scenarioId = 's'): Unsupported {
  const assignments = conditionId.split('+').map((text) => {
    const [factor = '', level = ''] = text.split('=');
    return { factor, level };
  });
  return { scenarioId, conditionId, assignments, control: false, reason };
}

/** How that run stands after its first so many records. */
export function standingOf({ plan: { episodes }, records }: SummaryInput, count: number): Standing {
  const standing = new Standing(episodes, EpisodeIndex.of(episodes));
  for (const each of records.slice(0, count)) standing.add(each);
  return standing;
}
