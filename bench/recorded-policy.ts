import type { ActionChunk, Observation, Policy, PolicySpec } from '../harness/types.ts';

export interface RecordedPolicyOptions {
  readonly rows: readonly (readonly number[])[];
  readonly horizon: number;
  /** A 256x256 frame of the front camera whenever it is asked. */
  readonly camera: boolean;
}

/** Plays rows of joint positions, `horizon` at a time, and notes when it was asked: a policy that costs nothing. */
export class RecordedPolicy implements Policy {
  readonly spec: PolicySpec;
  /** Milliseconds of `performance.now()` at each question, and CPU of this process in microseconds. */
  readonly asked: { readonly step: number; readonly ms: number; readonly cpuUs: number }[] = [];
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
    const { user, system } = process.cpuUsage();
    this.asked.push({ step, ms: performance.now(), cpuUs: user + system });
    return { actions: this.options.rows.slice(step, step + this.options.horizon) };
  }

  instructionSent(): string | null {
    return null;
  }

  async close(): Promise<void> {}
}
