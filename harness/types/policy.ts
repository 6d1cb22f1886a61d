/** What a policy needs, gets and answers. */
import type { ActionMode } from './acting.ts';
import type { SensorReading, StateKey } from './observing.ts';
import type { SceneSpec } from './scene.ts';
import type { Declaration, Intent } from './task.ts';
import type { WorldState } from './world-state.ts';

export interface PolicyCamera {
  readonly name: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly depth?: boolean;
  readonly segmentation?: boolean;
  /** `first`: only in the observation after reset; `each`: whenever the policy is asked. */
  readonly when: 'first' | 'each';
}

/** What a policy needs and gives; checked against the simulator before the first episode. */
export interface PolicySpec {
  readonly name: string;
  /** Another fingerprint is another policy: options, model hash, server metadata. */
  readonly fingerprint: string;
  /** Gets the world state and the intent; said so wherever its numbers are shown. */
  readonly privileged: boolean;
  readonly language: boolean;
  readonly cameras: readonly PolicyCamera[];
  readonly state: readonly StateKey[];
  readonly mode: ActionMode;
  /** Actions applied before it is asked again; 0 means all that it answers. */
  readonly executionHorizon: number;
}

export interface PolicyContext {
  readonly episodeId: string;
  readonly seed: number;
  readonly instruction: string;
  readonly controlHz: number;
  readonly maxSteps: number;
  readonly robot: string;
  readonly privileged: { readonly scene: SceneSpec; readonly intent: Intent } | null;
}

export interface Observation {
  /** Control steps done so far. */
  readonly step: number;
  readonly timeSec: number;
  readonly instruction: string;
  readonly reading: SensorReading;
  /** Only for a privileged policy. */
  readonly worldState: WorldState | null;
}

/** What a policy asked of a model and what came back; kept in the trace. Image coordinates are fractions, y down. */
export interface PolicyQuery {
  readonly kind: 'affordance' | 'trajectory';
  /** What was asked for: the thing to be moved, also where it is left out, or the place it goes to. */
  readonly about?: 'target' | 'goal';
  readonly camera: string;
  readonly widthPx: number;
  readonly heightPx: number;
  /** sha256 of the RGB bytes of the picture. */
  readonly imageHash: string;
  readonly prompt: string;
  /** As it came, at most 64 KiB of it. */
  readonly answer: string;
  /** (x, y) is the centre. */
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null;
  readonly trajectory: readonly (readonly [x: number, y: number])[] | null;
  readonly absent: boolean;
  readonly wellFormed: boolean;
  /** Why the answer points nowhere, in one line. */
  readonly problem: string | null;
  readonly usage: { readonly promptTokens: number; readonly answerTokens: number; readonly cost: number | null } | null;
  /** The steps that led to motion, for a person: `box -> 3-D grasp at ...`. */
  readonly notes: readonly string[];
}

/** What one question to a policy server took, measured by its wire with `performance.now()`. */
export interface WireTiming {
  /** Until the request was bytes. */
  readonly encodeMs: number;
  /** From the first byte sent to the last byte of the answer. */
  readonly waitMs: number;
  readonly decodeMs: number;
  readonly sentBytes: number;
  readonly receivedBytes: number;
  /** Of the wait, as the server itself says; null where it does not. */
  readonly serverMs: number | null;
}

/** The observation that an answer belongs to. */
export interface ChunkOrigin {
  readonly episodeId: string;
  /** Control step of the observation. */
  readonly step: number;
}

/** How an episode ended, for policies that want to know. */
export interface PolicyEnd {
  readonly success: boolean;
  readonly steps: number;
  readonly elapsedSec: number;
}

export interface ActionChunk {
  /** Rows of the policy's mode; anything malformed is the policy's failure, so this is what came, unchecked. */
  readonly actions: readonly (readonly number[])[];
  /** Ends the episode after the actions; what the policy says about it. */
  readonly declares?: Declaration;
  /** Why what came is no actions at all, where the policy can tell; ends the episode as `invalid_action`. */
  readonly flaw?: string;
  readonly stage?: string;
  /** The policy's own words, kept in the trace. */
  readonly text?: string;
  /** The question behind the chunk, where a model was asked for it. */
  readonly query?: PolicyQuery;
  /** The policy cannot go on: what it was told points nowhere. Ends the episode as its failure. */
  readonly gaveUp?: 'unparseable' | 'unreachable';
  /** What the chunk answers; one of another episode is never applied. Absent where a policy makes no more than one thing at a time. */
  readonly origin?: ChunkOrigin;
  /** What asking a server took, where one was asked. */
  readonly timing?: WireTiming;
  /** The next observation needs no pictures: none is drawn for it. */
  readonly blind?: boolean;
}

export interface Policy {
  readonly spec: PolicySpec;
  reset(context: PolicyContext): Promise<void>;
  act(observation: Observation): Promise<ActionChunk>;
  /** The instruction exactly as it went over the wire in this episode; null when none was sent. */
  instructionSent(): string | null;
  /** The episode is over; not called where it was never asked, was given up on, or broke. */
  finish?(end: PolicyEnd): Promise<void>;
  close(): Promise<void>;
}
