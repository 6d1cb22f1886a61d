import { type FirstQuestion, firstQuestion } from '../../../agents/grounding/first-question.ts';
import { gripperOf } from '../../../agents/grounding/gripper.ts';
import type { Reasoning } from '../../../agents/index.ts';
import type { EpisodeSpec, PolicySpec, Simulator } from '../../types.ts';

/** Builds the first moment of episodes, and the first question about it. */
export class Start {
  readonly simulator: Simulator;
  private readonly spec: PolicySpec;
  private readonly reasoning: Reasoning;

  constructor(simulator: Simulator, spec: PolicySpec, reasoning: Reasoning) {
    this.simulator = simulator;
    this.spec = spec;
    this.reasoning = reasoning;
  }

  async of(episode: EpisodeSpec): Promise<{ readonly first: FirstQuestion; readonly initialStateHash: string }> {
    const { scene, seed, instruction, intent } = episode;
    const cameras = this.spec.cameras.map(({ when: _, ...camera }) => ({ ...camera, segmentation: true }));
    const reset = await this.simulator.reset(scene, seed, { cameras, state: this.spec.state });
    const context = {
      episodeId: episode.episodeId,
      seed,
      instruction,
      controlHz: scene.controlHz,
      maxSteps: episode.maxSteps,
      robot: scene.robot.name,
      privileged: { scene, intent },
    };
    const { worldState, reading, stateHash } = reset;
    const observation = { step: 0, timeSec: worldState.timeSec, instruction, reading, worldState };
    const { options, grippers } = this.reasoning;
    const gripper = gripperOf(context.robot, grippers);
    return { first: await firstQuestion(context, observation, options, gripper), initialStateHash: stateHash };
  }
}
