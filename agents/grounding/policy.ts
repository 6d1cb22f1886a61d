import type { ActionChunk, Observation, Policy, PolicyContext, PolicySpec } from '../../harness/types.ts';
import type { Reasoner } from '../reasoners/reasoner.ts';
import { Errand } from './errand.ts';
import { type Grippers, gripperOf } from './gripper.ts';
import type { GroundingOptions } from './options.ts';

/** A reasoner that answers with boxes or paths, as a policy that moves the arm. */
export class GroundedPolicy implements Policy {
  readonly spec: PolicySpec;
  private readonly reasoner: Reasoner;
  private readonly options: GroundingOptions;
  private readonly grippers: Grippers;
  private errand: Errand | null = null;

  constructor(spec: PolicySpec, reasoner: Reasoner, options: GroundingOptions, grippers: Grippers) {
    this.spec = spec;
    this.reasoner = reasoner;
    this.options = options;
    this.grippers = grippers;
  }

  async reset(context: PolicyContext): Promise<void> {
    this.errand = new Errand(context, this.reasoner, this.options, gripperOf(context.robot, this.grippers));
  }

  async act(observation: Observation): Promise<ActionChunk> {
    if (!this.errand) throw new Error('the policy was asked before its reset');
    return this.errand.act(observation);
  }

  instructionSent(): string | null {
    return this.errand?.sent ?? null;
  }

  async close(): Promise<void> {
    await this.reasoner.close();
  }
}
