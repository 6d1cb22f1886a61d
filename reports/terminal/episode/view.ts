import type {
  Declaration,
  EpisodeRecord,
  EpisodeSpec,
  PolicyQuery,
  WireTiming,
  WorldState,
} from '../../../harness/types.ts';

/** One time the policy was asked. */
export interface ShownCall {
  readonly step: number;
  readonly inferenceMs: number;
  readonly actions: number;
  readonly stage?: string | null;
  readonly text?: string | null;
  readonly declares?: Declaration | null;
  readonly query?: PolicyQuery | null;
  /** What asking a policy server took; absent where none was asked. */
  readonly timing?: WireTiming;
  /** Control steps until the answer reached the robot, where they were measured and not planned. */
  readonly delaySteps?: number;
}

/** What an episode's trace tells; state i is the one after control step i + 1. */
export interface ShownTrace {
  readonly initial: WorldState | null;
  readonly worldStates: readonly WorldState[];
  readonly calls: readonly ShownCall[];
}

export interface EpisodeView {
  readonly spec: EpisodeSpec;
  /** Every attempt, in any order. */
  readonly attempts: readonly EpisodeRecord[];
  /** The attempt that is shown in full; the one that counts unless somebody asks for another. */
  readonly shown: EpisodeRecord | null;
  /** Of the shown attempt; null when none was kept. */
  readonly trace: ShownTrace | null;
}

/** Names that the contact lists use for what the task is about; the goal is null for a painted zone or none. */
export interface Cast {
  readonly target: string | null;
  readonly goal: string | null;
}

export function castOf({ intent, scene }: EpisodeSpec): Cast {
  const isBody = (name: string | null): boolean => scene.bodies.some((body) => body.name === name);
  const target = intent.target ?? 'target';
  return { target: isBody(target) ? target : null, goal: isBody(intent.goal) ? intent.goal : null };
}
