import { HarnessError } from '../../harness/errors.ts';
import type {
  ActionChunk,
  Observation,
  Policy,
  PolicyContext,
  PolicyEnd,
  PolicySpec,
  Pose,
  Quat,
  Vec3,
} from '../../harness/types.ts';
import { type Grippers, gripperOf } from '../grounding/gripper.ts';
import { type Convert, converterOf } from './convert/rows.ts';
import type { PolicyMap } from './map/schema.ts';
import type { ActionModel } from './model.ts';
import { type Observe, type ObservedEpisode, observerOf } from './observe/request.ts';

/** A model that answers with actions, asked and understood by a policy map. */
export class ActionPolicy implements Policy {
  readonly spec: PolicySpec;
  private readonly model: ActionModel;
  private readonly observe: Observe;
  private readonly convert: Convert;
  private readonly grippers: Grippers;
  private episode: ObservedEpisode | null = null;
  private sent: string | null = null;

  /** @param grippers tells how far the fingers of each robot go */
  constructor(spec: PolicySpec, model: ActionModel, map: PolicyMap, grippers: Grippers) {
    this.spec = spec;
    this.model = model;
    this.grippers = grippers;
    this.observe = observerOf(map);
    this.convert = converterOf(map.action);
  }

  async reset({ episodeId, seed, instruction, maxSteps, controlHz, robot }: PolicyContext): Promise<void> {
    this.episode = { episodeId, fingerM: gripperOf(robot, this.grippers).openingM / 2 };
    this.sent = null;
    await this.model.begin({ episodeId, seed, instruction, maxSteps, controlHz });
  }

  async act(observation: Observation): Promise<ActionChunk> {
    const { episode } = this;
    if (episode === null) throw new Error('an action policy was asked before its reset');
    const { actions, instructionSent, timing } = await this.model.infer(this.observe(observation, episode));
    const { episodeId } = episode;
    this.requireSame(episodeId);
    this.sent = instructionSent ?? this.sent;
    const converted = this.convert(actions, toolOf(observation));
    const told = { origin: { episodeId, step: observation.step }, timing };
    return 'flaw' in converted ? { ...told, actions: [], flaw: converted.flaw } : { ...told, actions: converted.rows };
  }

  /** An answer that comes when its episode is over moves nothing. */
  private requireSame(episodeId: string): void {
    const now = this.episode?.episodeId ?? null;
    if (now === episodeId) return;
    throw new HarnessError(
      'E_POLICY_SERVER',
      `policy '${this.spec.name}' answered for another episode: expected ${now}, got ${episodeId}`,
    );
  }

  instructionSent(): string | null {
    return this.sent;
  }

  async finish(end: PolicyEnd): Promise<void> {
    this.episode = null;
    await this.model.end(end);
  }

  async close(): Promise<void> {
    this.episode = null;
    await this.model.close();
  }
}

function toolOf({ reading }: Observation): Pose | null {
  const pose = reading.state.tcpPose;
  if (!pose) return null;
  return {
    position: [...pose.subarray(0, 3)] as unknown as Vec3,
    quaternion: [...pose.subarray(3, 7)] as unknown as Quat,
  };
}
