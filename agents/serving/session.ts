/** One client's way through episodes with a policy of its own. */
import { HarnessError } from '../../harness/errors.ts';
import type { ActionChunk, Declaration, Policy } from '../../harness/types.ts';
import { holding } from './holding.ts';
import type { Needs } from './needs.ts';
import { type Heard, instructionOf, observationOf } from './observation.ts';

const NOTHING: ActionChunk = { actions: [] };

export interface EpisodeTold {
  readonly seed: number;
  readonly controlHz: number;
  readonly maxSteps: number;
  readonly robot: string;
}

/** At least one action; with `declares`, the policy has ended the episode by its own word. */
export type ServedChunk = Pick<ActionChunk, 'actions' | 'declares'>;

export class ServedSession {
  private readonly policy: Policy;
  private readonly needs: Needs;
  private readonly told: EpisodeTold;
  private instruction: string | null = null;
  private episodes = 0;
  private step = 0;
  private last: readonly number[] | null = null;
  private declared: Declaration | null = null;

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
  async act(heard: Heard): Promise<ServedChunk> {
    const instruction = instructionOf(heard, this.needs);
    if (instruction !== this.instruction) await this.begin(instruction);
    const { controlHz } = this.told;
    const observation = observationOf(heard, this.needs, this.step, this.step / controlHz);
    const { actions, declares, flaw, gaveUp } = this.declared ? NOTHING : await this.policy.act(observation);
    this.declared ??= declares ?? null;
    const rows = actions.length > 0 || !this.declared ? actions : holding(this.needs.action.space, this.last);
    this.step += rows.length;
    this.last = rows.at(-1) ?? this.last;
    if (rows.length > 0 && !gaveUp) return { actions: rows, ...(this.declared && { declares: this.declared }) };
    throw new HarnessError('E_POLICY', `the policy gave no action: ${flaw ?? gaveUp ?? 'its chunk is empty'}`);
  }

  async close(): Promise<void> {
    await this.policy.close();
  }

  private async begin(instruction: string): Promise<void> {
    this.step = 0;
    [this.last, this.declared] = [null, null];
    const { seed, ...rest } = this.told;
    const episodeId = `served/${this.episodes}`;
    await this.policy.reset({ ...rest, episodeId, seed: seed + this.episodes++, instruction, privileged: null });
    this.instruction = instruction;
  }
}
