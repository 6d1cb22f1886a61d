/** What `harness run` was told, as commander parsed it. */
export interface RunOptions {
  readonly suite: string;
  readonly policy: string;
  readonly simulator: string;
  readonly renderer?: string;
  readonly scenario: readonly string[];
  readonly factor: readonly string[];
  readonly level: readonly string[];
  readonly episodes?: number;
  readonly seed: number;
  readonly workers: number;
  readonly retries: number;
  readonly inferenceTimeout: number;
  readonly floors: 'none' | 'nominal' | 'all';
  readonly out?: string;
  /** True without a file of one's own. */
  readonly recordAnswers?: string | true;
  readonly fresh: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}
