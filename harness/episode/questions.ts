import { within } from '../deadline.ts';
import { HarnessError, oneLine } from '../errors.ts';
import type { ActionChunk, Observation } from '../types.ts';
import { flaw } from './chunk.ts';
import { contextOf } from './context.ts';
import type { EpisodeInputs } from './inputs.ts';
import type { Recorder } from './recorder.ts';

export interface Answered {
  readonly chunk: ActionChunk;
  /** Control steps until it reaches the robot. */
  readonly delaySteps: number;
  /** Why the chunk cannot be executed; null when it can. */
  readonly problem: string | null;
}

/** Characters of a server's own words that are kept. */
const MOST_TOLD = 64 * 1024;

/** Asks the policy of one attempt, and notes each question and its answer. */
export class Questions {
  private readonly inputs: EpisodeInputs;
  private readonly recorder: Recorder;
  private readonly dim: number;

  /** @param dim numbers in a row that the robot takes */
  constructor(inputs: EpisodeInputs, recorder: Recorder, dim: number) {
    this.inputs = inputs;
    this.recorder = recorder;
    this.dim = dim;
  }

  async begin(): Promise<void> {
    const { episode, policy } = this.inputs;
    await policy.reset(contextOf(episode, policy.spec)).catch((error: unknown) => this.refused(error, 0));
  }

  async ask(): Promise<Answered | 'late'> {
    const { policy, clock, inferenceTimeoutMs, episode } = this.inputs;
    const startMs = clock();
    const answer = within(policy.act(this.observation()), inferenceTimeoutMs, 'late' as const);
    const chunk = await answer.catch((error: unknown) => this.refused(error, clock() - startMs));
    if (chunk === 'late') return chunk;
    this.requireOurs(chunk);
    const inferenceMs = clock() - startMs;
    const delaySteps = this.delaySteps(inferenceMs);
    const problem = flaw(chunk, this.dim);
    this.recorder.asked(chunk, { inferenceMs, problem, ...(episode.measuredLatency ? { delaySteps } : {}) });
    return { chunk, delaySteps, problem };
  }

  private observation(): Observation {
    const { episode, policy } = this.inputs;
    const { steps, reading, state } = this.recorder;
    const worldState = policy.spec.privileged ? state : null;
    return { step: steps, timeSec: state.timeSec, instruction: episode.instruction, reading, worldState };
  }

  /** As planned, or the time that the answer took, rounded up to whole control steps. */
  private delaySteps(inferenceMs: number): number {
    const { episode } = this.inputs;
    return episode.measuredLatency ? Math.ceil((inferenceMs * episode.scene.controlHz) / 1000) : episode.latencySteps;
  }

  /** The last door before the robot: an answer to something else than this observation of this episode moves nothing. */
  private requireOurs({ origin }: ActionChunk): void {
    const { episodeId } = this.inputs.episode;
    if (!origin || (origin.episodeId === episodeId && origin.step === this.recorder.steps)) return;
    throw new HarnessError(
      'E_POLICY_SERVER',
      `expected an answer to ${episodeId}, step ${this.recorder.steps}, got one to ${origin.episodeId}, step ${origin.step}`,
    );
  }

  /** Trouble leaves what happened until then, and a server's own words for it. */
  private refused(error: unknown, inferenceMs: number): never {
    if (error instanceof HarnessError) {
      const told = error.cause instanceof Error ? (error.cause.stack ?? error.cause.message) : null;
      this.recorder.refused(oneLine(error), told?.slice(0, MOST_TOLD) ?? null, inferenceMs);
      this.inputs.broke?.(this.recorder.trace);
    }
    throw error;
  }
}
