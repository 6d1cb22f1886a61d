import type { Manifest } from '../harness/record/manifest.ts';
import type { BodySpec, EpisodeRecord, EpisodeSpec, Milestone } from '../harness/types.ts';
import { uniform } from '../reports/statistics/random.ts';

const CONDITIONS = 50;
const FACTORS = ['object', 'position', 'instruction', 'lighting', 'camera'];
const WAY = ['reached', 'grasped', 'lifted', 'transported', 'placed', 'released'] as const;

export interface MadeRows {
  readonly episodes: readonly EpisodeSpec[];
  readonly records: readonly EpisodeRecord[];
}

/** A run of 50 conditions in two scenarios, with rows as long as real ones. */
export function madeRows(rows: number): MadeRows {
  const unit = uniform(1);
  const episodes = Array.from({ length: rows }, (_, at) => episode(at, unit));
  return { episodes, records: episodes.map((each) => recordOf(each, unit)) };
}

function episode(at: number, unit: () => number): EpisodeSpec {
  const [condition, replicate] = [Math.floor(at / 2) % CONDITIONS, Math.floor(at / 2 / CONDITIONS)];
  const scenarioId = `scenario_${at % 2}`;
  const assignments = condition === 0 ? [] : [{ factor: FACTORS[condition % 5]!, level: `level_${condition}` }];
  const conditionId = assignments.map(({ factor, level }) => `${factor}=${level}`).join('+') || 'nominal';
  const episodeId = `${scenarioId}/${conditionId}/${replicate}`;
  return {
    ...{
      episodeId,
      scenarioId,
      conditionId,
      assignments,
      replicate,
      seed: replicate,
      digest: `digest of ${episodeId}`,
    },
    ...{ channels: ['scene'], control: false, nominalEpisodeId: null, changes: [], occlusion: null, latencySteps: 0 },
    instruction: 'Put the blue mug in the grey bin.',
    intent: { task: 'pick_and_place', target: 'target', goal: 'receptacle' },
    task: 'pick_and_place',
    success: { all: [{ inside: ['target', 'receptacle'] }, { released: 'target' }] },
    maxSteps: 240,
    scene: sceneWith(['target', 'receptacle', 'others0', 'others1'].map((name) => body(name, unit))),
  };
}

function body(name: string, unit: () => number): BodySpec {
  return {
    ...{ name, model: `model_${Math.floor(unit() * 5)}`, color: null, scale: 1, massKg: 0.2, fixed: false },
    position: [0.3 + 0.4 * unit(), 0.4 * unit() - 0.1, 0],
    quaternion: [0, 0, unit(), 1],
    friction: { lateral: 1, rolling: 0.001, spinning: 0.01 },
  };
}

const sceneWith = (bodies: readonly BodySpec[]): EpisodeSpec['scene'] => ({
  ...{ controlHz: 20, physicsHz: 240, background: [1, 1, 1], cameras: [], zones: [], sensorNoiseStd: 0, bodies },
  robot: { name: 'panda', jointsRad: [0, 0, 0, 0, 0, 0, 0], gripperOpening: 1 },
  table: { color: [1, 1, 1], texture: 'oak' },
  floor: { color: [1, 1, 1], texture: null },
  light: { direction: [0, 0, 1], color: [1, 1, 1], ambient: 0.5, diffuse: 0.5, specular: 0, shadow: true },
});

function recordOf(spec: EpisodeSpec, unit: () => number): EpisodeRecord {
  const { episodeId, scenarioId, conditionId, replicate, seed, digest, assignments } = spec;
  const succeeded = unit() < 0.7;
  const steps = succeeded ? 80 + Math.floor(unit() * 100) : 240;
  const reached = succeeded ? WAY.length : Math.floor(unit() * WAY.length);
  const milestones: Milestone[] = WAY.slice(0, reached).map((name, i) => ({ name, step: 10 * (i + 1) }));
  return {
    ...{ schemaVersion: 1, episodeId, scenarioId, conditionId, replicate, seed, digest, attempt: 1, milestones, steps },
    factor: assignments[0]?.factor ?? null,
    level: assignments[0]?.level ?? null,
    outcome: succeeded ? 'success' : 'failure',
    end: succeeded ? 'success' : 'max_steps',
    simTimeSec: steps / 20,
    wallTimeSec: 1,
    startedAt: '2026-01-01T00:00:00.000Z',
    worker: 1,
    instructionSent: spec.instruction,
    initialStateHash: 'a'.repeat(64),
    finalStateHash: 'b'.repeat(64),
    evidence: { status: assignments.length === 0 ? 'nominal' : 'applied', details: [], signature: 'A'.repeat(1024) },
    stages: WAY.map((name, i) => ({ name, step: 10 * i })),
    policyCalls: 9,
    framesRendered: 2,
    inferenceMs: Array.from({ length: 9 }, () => 100 * unit()),
    actionAgeSteps: 0,
    error: null,
  };
}

export const MANIFEST: Manifest = {
  schemaVersion: 1,
  runId: 'made',
  createdAt: '2026-01-01T00:00:00.000Z',
  request: {
    ...{ suite: 'made', policy: 'made', policyFingerprint: 'made', simulator: 'made', renderer: 'none', runSeed: 0 },
    ...{ episodes: null, factors: [], levels: [], scenarios: [], planDigest: 'made' },
  },
  policy: {
    ...{ name: 'made', fingerprint: 'made', privileged: false, language: true, cameras: [], state: [] },
    ...{ mode: 'ee_pose', executionHorizon: 0 },
  },
  simulator: {
    ...{
      name: 'made',
      version: '1',
      bridgeVersion: '1',
      renderer: 'none',
      deterministic: true,
      slots: 1,
      visuals: false,
    },
    ...{ assets: {}, factors: [], actionModes: [], limits: { maxImagePx: 0, maxChunk: 1 } },
  },
  versions: {},
  host: { hostname: 'here', platform: 'linux', cpus: 2 },
  git: { commit: null, dirty: null },
  unsupported: [],
};
