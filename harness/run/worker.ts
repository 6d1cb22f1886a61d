import type { SimulatorHost } from '../simulator/host.ts';
import type { Policy, Simulator } from '../types.ts';

export interface WorkerParts {
  readonly host: SimulatorHost;
  readonly openPolicy: () => Promise<Policy>;
}

/** One simulator and one policy session, opened when first needed and again after trouble. */
export class Worker {
  readonly id: number;
  private readonly parts: WorkerParts;
  private open: { readonly simulator: Simulator; readonly policy: Policy } | null = null;

  constructor(id: number, parts: WorkerParts) {
    this.id = id;
    this.parts = parts;
  }

  async ready(): Promise<{ readonly simulator: Simulator; readonly policy: Policy }> {
    if (this.open) return this.open;
    const simulator = await this.parts.host.open();
    try {
      this.open = { simulator, policy: await this.parts.openPolicy() };
      return this.open;
    } catch (error) {
      await simulator.close();
      throw error;
    }
  }

  /** After an infrastructure error nothing of the old pair is used again. */
  async discard(): Promise<void> {
    const { open } = this;
    this.open = null;
    if (open) await Promise.allSettled([open.policy.close(), open.simulator.close()]);
  }

  /** After the last episode: the session with the policy ends, the simulator is there for whoever comes next. */
  async finish(): Promise<void> {
    const { open } = this;
    this.open = null;
    if (open) await Promise.allSettled([open.policy.close()]);
  }
}
