import type { VisualAssets, Visuals } from '../render/visuals.ts';
import type { Declaration, PolicyQuery, WireTiming, WorldState } from '../types.ts';

/** One time the policy was asked. */
export interface PolicyCall {
  readonly step: number;
  readonly inferenceMs: number;
  readonly actions: number;
  readonly stage: string | null;
  readonly text: string | null;
  readonly declares: Declaration | null;
  /** The question to a model behind this call; null where none was asked. */
  readonly query: PolicyQuery | null;
  /** What asking a policy server took; absent where none was asked. */
  readonly timing?: WireTiming;
  /** Control steps until the answer reached the robot, where they were measured and not planned. */
  readonly delaySteps?: number;
  /** What was wrong with the answer, or with the server in place of one; absent where nothing was. */
  readonly problem?: string;
}

/** What happened, step by step: enough to show an episode and to replay it. */
export interface Trace {
  readonly initial: WorldState | null;
  /** As applied to the robot, one row per control step, latency included. */
  readonly actions: readonly (readonly number[])[];
  /** Rows of `actions` that went over in one message, in order: a replay sends the same blocks. */
  readonly chunks: readonly number[];
  readonly worldStates: readonly WorldState[];
  readonly calls: readonly PolicyCall[];
  /** What the scene looked like, so that states alone give pictures; null where the simulator did not tell. */
  readonly visuals: Visuals | null;
}

export const NO_ASSETS: VisualAssets = { meshes: {}, textures: {} };

export const EMPTY_TRACE: Trace = {
  initial: null,
  actions: [],
  chunks: [],
  worldStates: [],
  calls: [],
  visuals: null,
};
