import type { ActionChunk, Observation, Policy, PolicySpec } from '../harness/types.ts';

export interface RecordedPolicyOptions {
  readonly rows: readonly (readonly number[])[];
  readonly horizon: number;
  /** A 256x256 frame of the front camera whenever it is asked. */
  readonly camera: boolean;
  /** Steps before anything is measured: Node compiles what it runs often. */
  readonly warmUpSteps?: number;
}

/** Plays rows of joint positions, `horizon` at a time, and notes when it was asked: a policy that costs nothing. */
export class RecordedPolicy implements Policy {
  readonly spec: PolicySpec;
  /** Milliseconds of `performance.now()` at each question. */
  readonly asked: { readonly step: number; readonly ms: number }[] = [];
  /** CPU of this process in microseconds at the first question after the warm-up, and at the last: the kernel adds up all threads for it. */
  readonly cpuUs: number[] = [];
  private readonly options: RecordedPolicyOptions;

  constructor(options: RecordedPolicyOptions) {
    this.options = options;
    this.spec = {
      name: 'recorded',
      fingerprint: 'bench',
      privileged: false,
      language: false,
      cameras: options.camera ? [{ name: 'front', widthPx: 256, heightPx: 256, when: 'each' }] : [],
      state: [],
      mode: 'joint_position',
      executionHorizon: options.horizon,
    };
  }

  async reset(): Promise<void> {}

  async act({ step }: Observation): Promise<ActionChunk> {
    const { rows, horizon, warmUpSteps = 0 } = this.options;
    const first = this.cpuUs.length === 0 && step >= warmUpSteps;
    if (first || step + horizon >= rows.length) this.#readCpu();
    this.asked.push({ step, ms: performance.now() });
    return { actions: rows.slice(step, step + horizon) };
  }

  #readCpu(): void {
    const { user, system } = process.cpuUsage();
    this.cpuUs.push(user + system);
  }

  instructionSent(): string | null {
    return null;
  }

  async close(): Promise<void> {}
}
