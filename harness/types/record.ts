/** What is written down of an episode. */
export type Outcome = 'success' | 'failure' | 'infra_error' | 'invalid';

export type EvidenceStatus = 'nominal' | 'applied' | 'not_applied' | 'unsupported';

export interface Evidence {
  readonly status: EvidenceStatus;
  readonly details: readonly {
    readonly path: string;
    readonly asked: unknown;
    readonly got: unknown;
    readonly ok: boolean;
  }[];
  /** Base64 of the 16x16 RGB signature of the first policy image, if there was one. */
  readonly signature: string | null;
}

/** How far an episode came, from the ground truth; see `harness/success/milestones.ts`. */
export interface Milestone {
  readonly name: 'reached' | 'grasped' | 'lifted' | 'transported' | 'placed' | 'released' | 'wrong_object';
  /** Control steps done. */
  readonly step: number;
}

/** Milliseconds; linear between neighbours (type 7 of Hyndman and Fan 1996). */
export interface Quantiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** How long the policy took to answer in one attempt. */
export interface CallTiming {
  readonly inferenceMs: Quantiles;
  /** Control steps until each answer reached the robot, where they were measured (`--latency measured`) and not planned. */
  readonly delaySteps?: readonly number[] | undefined;
  /** Over the calls that asked a policy server; null where none did. */
  readonly wire: {
    readonly calls: number;
    readonly encodeMs: Quantiles;
    readonly waitMs: Quantiles;
    readonly decodeMs: Quantiles;
    /** Null where the server does not say. */
    readonly serverMs: Quantiles | null;
    readonly sentBytes: number;
    readonly receivedBytes: number;
  } | null;
}

/** One attempt: one line of `episodes.jsonl`. */
export interface EpisodeRecord {
  readonly schemaVersion: 1;
  readonly episodeId: string;
  readonly scenarioId: string;
  readonly conditionId: string;
  readonly factor: string | null;
  readonly level: string | null;
  readonly replicate: number;
  readonly seed: number;
  readonly attempt: number;
  readonly outcome: Outcome;
  /** Why it ended: success, max_steps, fell, declared, invalid_action, policy_timeout, ..., or an error code. */
  readonly end: string;
  readonly steps: number;
  readonly simTimeSec: number;
  readonly wallTimeSec: number;
  readonly startedAt: string;
  readonly worker: number;
  readonly instructionSent: string | null;
  readonly digest: string;
  readonly initialStateHash: string | null;
  readonly finalStateHash: string | null;
  readonly evidence: Evidence;
  /** As the policy calls them. */
  readonly stages: readonly { readonly name: string; readonly step: number }[];
  /** Absent in records of before there were any. */
  readonly milestones?: readonly Milestone[] | undefined;
  readonly policyCalls: number;
  readonly framesRendered: number;
  readonly inferenceMs: readonly number[];
  /** Absent where the policy was never asked, and in records of before there were any. */
  readonly timing?: CallTiming | undefined;
  /** Greatest number of control steps from the observation that an action answers until it reached the robot. */
  readonly actionAgeSteps: number;
  /** `told`: all that a peer said of its own failure, as a traceback. */
  readonly error: { readonly code: string; readonly message: string; readonly told?: string | undefined } | null;
}
