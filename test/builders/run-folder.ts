import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../../harness/record/manifest.ts';
import type { EpisodeRecord, Outcome } from '../../harness/types.ts';
import { record } from './record.ts';

export interface MadeRun {
  readonly policy: string;
  readonly replicates: number;
  /** `factor=level`; nominal is always there. */
  readonly conditions?: readonly string[];
  readonly scenarios?: readonly string[];
  /** Null for an episode that was not run. */
  readonly outcome: (episode: MadeEpisode) => Outcome | null;
  /** Changes what was planned. */
  readonly spec?: (episode: MadeEpisode) => Readonly<Record<string, unknown>>;
  readonly row?: (episode: MadeEpisode) => Partial<EpisodeRecord>;
  readonly simulator?: Readonly<Record<string, unknown>>;
  readonly request?: Partial<Manifest['request']>;
  /** Replaces fields at its top. */
  readonly manifest?: Readonly<Record<string, unknown>>;
}

export interface MadeEpisode {
  readonly scenarioId: string;
  readonly conditionId: string;
  readonly replicate: number;
}

/** A run folder as the harness writes it, from what its episodes should be: what a test of reports reads at the door. */
export function writeRun(path: string, made: MadeRun): string {
  const episodes = episodesOf(made);
  mkdirSync(path, { recursive: true });
  const lines = (rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  writeFileSync(join(path, 'plan.jsonl'), lines(episodes.map((each) => ({ ...specOf(each), ...made.spec?.(each) }))));
  writeFileSync(join(path, 'manifest.json'), JSON.stringify(manifestOf(made)));
  writeFileSync(join(path, 'episodes.jsonl'), lines(episodes.flatMap((each) => rowOf(each, made))));
  return path;
}

function episodesOf({ scenarios = ['s'], conditions = [], replicates }: MadeRun): MadeEpisode[] {
  const all = ['nominal', ...conditions];
  return scenarios.flatMap((scenarioId) =>
    all.flatMap((conditionId) =>
      Array.from({ length: replicates }, (_, replicate) => ({ scenarioId, conditionId, replicate })),
    ),
  );
}

const idOf = ({ scenarioId, conditionId, replicate }: MadeEpisode): string =>
  `${scenarioId}/${conditionId}/${replicate}`;

function assignmentsOf(conditionId: string): { factor: string; level: string }[] {
  if (conditionId === 'nominal') return [];
  return conditionId.split('+').map((part) => ({ factor: part.split('=')[0]!, level: part.split('=')[1]! }));
}

const specOf = (episode: MadeEpisode) => ({
  episodeId: idOf(episode),
  scenarioId: episode.scenarioId,
  conditionId: episode.conditionId,
  assignments: assignmentsOf(episode.conditionId),
  channels: [],
  control: false,
  replicate: episode.replicate,
  seed: 1000 + episode.replicate,
  scene: { controlHz: 20, physicsHz: 240, robot: { name: 'panda' }, cameras: [], light: {}, bodies: [] },
  nominalEpisodeId: null,
  changes: [],
  occlusion: null,
  instruction: 'Put the can in the bowl.',
  intent: { task: 'nothing', target: null, goal: null },
  task: 'pick',
  success: {},
  maxSteps: 240,
  latencySteps: 0,
  digest: `digest of ${idOf(episode)}`,
});

function rowOf(episode: MadeEpisode, { outcome, row, spec }: MadeRun): EpisodeRecord[] {
  const ended = outcome(episode);
  if (ended === null) return [];
  const { digest, seed } = { ...specOf(episode), ...spec?.(episode) } as { digest: string; seed: number };
  const [assigned] = assignmentsOf(episode.conditionId);
  const error = ended === 'infra_error' ? { code: 'E_SIMULATOR_DIED', message: 'gone' } : null;
  return [
    record({
      episodeId: idOf(episode),
      scenarioId: episode.scenarioId,
      conditionId: episode.conditionId,
      factor: assigned?.factor ?? null,
      level: assigned?.level ?? null,
      replicate: episode.replicate,
      seed,
      digest,
      outcome: ended,
      end: ended === 'failure' ? 'max_steps' : ended,
      initialStateHash: `state ${episode.replicate}`,
      error,
      ...row?.(episode),
    }),
  ];
}

const manifestOf = ({ policy, replicates, simulator, request, manifest }: MadeRun) => ({
  schemaVersion: 1,
  runId: `run-of-${policy}`,
  createdAt: '2026-11-25T00:00:00.000Z',
  request: {
    suite: 'made',
    policy,
    policyFingerprint: policy,
    simulator: 'pybullet',
    renderer: 'harness 1',
    runSeed: 0,
    episodes: replicates,
    factors: [],
    levels: [],
    scenarios: [],
    planDigest: 'plan',
    ...request,
  },
  policy: {
    name: policy,
    fingerprint: policy,
    privileged: false,
    mode: 'ee_pose',
    language: true,
    cameras: [],
    state: [],
    executionHorizon: 0,
  },
  simulator: {
    name: 'pybullet',
    version: '3.2.7',
    bridgeVersion: '0.1.0',
    renderer: 'harness 1',
    deterministic: true,
    ...simulator,
  },
  versions: { harness: '0.1.0', node: 'v20', bridge: '0.1.0' },
  host: { hostname: 'here', platform: 'linux', cpus: 2 },
  git: { commit: null, dirty: null },
  unsupported: [],
  ...manifest,
});
