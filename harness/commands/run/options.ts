import type { Shard } from '../../run/shard.ts';

/** What decides a plan, and who meets it where. */
export interface PlanChoice {
  readonly suite: string;
  /** As each scenario says, unless told. */
  readonly robot?: string;
  readonly policy: string;
  readonly simulator: string;
  readonly scenario: readonly string[];
  readonly factor: readonly string[];
  readonly level: readonly string[];
  readonly episodes?: number;
  readonly seed: number;
  readonly inferenceTimeout: number;
  /** As each scenario says, unless told. */
  readonly latency?: 'planned' | 'measured';
  readonly shard?: Shard;
}

/** What `harness run` was told, as commander parsed it. */
export interface RunOptions extends PlanChoice {
  readonly renderer?: string;
  readonly workers: number;
  readonly retries: number;
  readonly maxInfraErrors?: number;
  /** Minutes. */
  readonly giveUpAfter: number;
  /** `name=seconds`. */
  readonly deadline: readonly string[];
  /** Megabytes. */
  readonly minFree: number;
  readonly floors: 'none' | 'nominal' | 'all';
  readonly out?: string;
  /** True without a file of one's own. */
  readonly recordAnswers?: string | true;
  /** File of rules: judge the run by them, and stop it once the verdict is certain. */
  readonly gate?: string;
  readonly baseline?: string;
  /** Give the episodes to workers elsewhere. */
  readonly queue?: string;
  readonly lease: number;
  readonly patience: number;
  readonly fresh: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

export const MS_PER_MIN = 60_000;
