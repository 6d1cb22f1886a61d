/** One client's way through episodes with a policy of its own. */
import { HarnessError } from '../../harness/errors.ts';
import type { Policy } from '../../harness/types.ts';
import type { Needs } from './needs.ts';
import { type Heard, instructionOf, observationOf } from './observation.ts';

export interface EpisodeTold {
  readonly seed: number;
  readonly controlHz: number;
  readonly maxSteps: number;
  readonly robot: string;
}

export class ServedSession {
  private readonly policy: Policy;
  private readonly needs: Needs;
  private readonly told: EpisodeTold;
  private instruction: string | null = null;
  private episodes = 0;
  private step = 0;

  constructor(policy: Policy, needs: Needs, told: EpisodeTold) {
    this.policy = policy;
    this.needs = needs;
    this.told = told;
  }

  /** The next observation begins an episode. */
  forget(): void {
    this.instruction = null;
  }

  /** Rows of the policy's action mode. Another instruction is another episode. */
  async act(heard: Heard, advance: number): Promise<readonly (readonly number[])[]> {
    const instruction = instructionOf(heard, this.needs);
    if (instruction !== this.instruction) await this.begin(instruction);
    const { controlHz } = this.told;
    const observation = observationOf(heard, this.needs, this.step, this.step / controlHz);
    const { actions, flaw, gaveUp } = await this.policy.act(observation);
    this.step += advance || actions.length;
    if (actions.length > 0 && !gaveUp) return actions;
    throw new HarnessError('E_POLICY', `the policy gave no action: ${flaw ?? gaveUp ?? 'it says that it is done'}`);
  }

  async close(): Promise<void> {
    await this.policy.close();
  }

  private async begin(instruction: string): Promise<void> {
    this.step = 0;
    const { seed, ...rest } = this.told;
    const episodeId = `served/${this.episodes}`;
    await this.policy.reset({ ...rest, episodeId, seed: seed + this.episodes++, instruction, privileged: null });
    this.instruction = instruction;
  }
}
