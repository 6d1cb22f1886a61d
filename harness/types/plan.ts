/** What is planned, complete before the first episode. */
import type { SceneSpec } from './scene.ts';
import type { Intent, Predicate, TaskKind } from './task.ts';

/** How a factor can reach a policy. */
export type Channel = 'scene' | 'image' | 'language' | 'dynamics';

/** A parameter of the scene that a condition changes against nominal on the same replicate: the thing to prove. */
export interface PlannedChange {
  /** Dot path into SceneSpec with body, camera and zone names in place of indices: `bodies.target.color`. */
  readonly path: string;
  readonly value: unknown;
}

/** What a robot does until a late answer arrives: stay as it is, or go on with the rest of the answer before. */
export type Meanwhile = 'hold' | 'continue';

export interface OcclusionSpec {
  readonly camera: string;
  readonly body: string;
  /** Fraction of the body to be hidden. */
  readonly fraction: number;
  readonly tolerance: number;
}

/** One planned episode; complete before the first one starts. */
export interface EpisodeSpec {
  readonly episodeId: string;
  readonly scenarioId: string;
  readonly conditionId: string;
  /** Empty for nominal, several for a declared pair. */
  readonly assignments: readonly { readonly factor: string; readonly level: string }[];
  readonly channels: readonly Channel[];
  /** A negative control: success by the nominal goal is not what its instruction asks for. */
  readonly control: boolean;
  readonly replicate: number;
  readonly seed: number;
  readonly scene: SceneSpec;
  /** Scene of the nominal episode of the same replicate, by id; null when this is it. */
  readonly nominalEpisodeId: string | null;
  readonly changes: readonly PlannedChange[];
  readonly occlusion: OcclusionSpec | null;
  readonly instruction: string;
  readonly intent: Intent;
  readonly task: TaskKind;
  readonly success: Predicate;
  readonly maxSteps: number;
  /** An action reaches the robot this many control steps after it was asked for. */
  readonly latencySteps: number;
  /** It does so after the time that the answer took instead, and the episode cannot be made again; absent is false. */
  readonly measuredLatency?: boolean | undefined;
  /** What the robot does until then; absent is `hold`. */
  readonly meanwhile?: Meanwhile | undefined;
  /** sha256 of all that defines the episode (canonical JSON). */
  readonly digest: string;
}
