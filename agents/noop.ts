import type { ActionChunk, Observation, Policy, PolicyContext, PolicySpec } from '../harness/types.ts';

/** Does nothing, for the floor of every table. */
export class Noop implements Policy {
  readonly spec: PolicySpec;

  constructor(spec: PolicySpec) {
    this.spec = spec;
  }

  async reset(_context: PolicyContext): Promise<void> {}

  async act(_observation: Observation): Promise<ActionChunk> {
    return { actions: Array.from({ length: 8 }, () => [0, 0, 0, 0, 0, 0, 1]) };
  }

  instructionSent(): string | null {
    return null;
  }

  async close(): Promise<void> {}
}
