import type { Manifest, UnsupportedCondition } from '../harness/record/manifest.ts';
import type { EpisodeRecord, EpisodeSpec } from '../harness/types.ts';
import { policyName } from './policy-name.ts';
import type { RunFacts, Summary } from './schema/summary.ts';

export type { RunFacts };

export type Assignment = EpisodeSpec['assignments'][number];

/** What a report needs of a planned episode. */
export interface PlannedEpisode
  extends Pick<
    EpisodeSpec,
    'episodeId' | 'scenarioId' | 'conditionId' | 'assignments' | 'control' | 'replicate' | 'task' | 'digest'
  > {
  /** Model of the body called `target`; null in a scene without one. */
  readonly targetModel: string | null;
  /** Where it is put, x and y on the table in metres; the robot's base is the origin. */
  readonly targetM: readonly [x: number, y: number] | null;
}

/** A condition that nothing the policy takes in can carry. Its episodes may be in the plan or not: none of them is run. */
export type Unsupported = UnsupportedCondition;

export interface Plan {
  /** In the order of the plan: nominal first, levels by severity. */
  readonly episodes: readonly PlannedEpisode[];
  readonly unsupported: readonly Unsupported[];
}

/** Successes and valid outcomes of another policy on the same plan, by `cellKey`. */
export type CellRates = Readonly<Record<string, { readonly k: number; readonly n: number }>>;

export interface SummaryInput {
  readonly facts: RunFacts;
  readonly plan: Plan;
  /** Every attempt, in any order. */
  readonly records: readonly EpisodeRecord[];
  /** Of the privileged oracle on this plan; not needed where this run is the oracle's. */
  readonly oracle?: CellRates;
  /** What it takes to do nothing clever: `noop`, `random`. */
  readonly floors?: Readonly<Record<string, CellRates>>;
  /** By a gate whose verdict was certain; what was not run will not be. */
  readonly stopped?: Summary['stopped'];
}

export const cellKey = (cell: { readonly scenarioId: string; readonly conditionId: string }): string =>
  `${cell.scenarioId}/${cell.conditionId}`;

export function plannedEpisode(spec: EpisodeSpec): PlannedEpisode {
  const { episodeId, scenarioId, conditionId, assignments, control, replicate, task, digest } = spec;
  const target = spec.scene.bodies.find(({ name }) => name === 'target');
  const targetModel = target?.model ?? null;
  const targetM = target ? ([target.position[0], target.position[1]] as const) : null;
  return { episodeId, scenarioId, conditionId, assignments, control, replicate, task, digest, targetModel, targetM };
}

/** The facts of a manifest that a reader of results needs to see. */
export function runFacts({ runId, createdAt, request, policy, simulator }: Manifest): RunFacts {
  return {
    runId,
    createdAt,
    suite: request.suite,
    seed: request.runSeed,
    policy: { name: policyName(request.policy), fingerprint: policy.fingerprint, privileged: policy.privileged },
    simulator: { name: simulator.name, version: simulator.version, renderer: simulator.renderer },
    ...(request.robot ? { robot: request.robot } : {}),
  };
}
