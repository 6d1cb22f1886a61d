import { subtract } from '../../harness/geometry/vector.ts';
import type {
  ActionChunk,
  Intent,
  Observation,
  Policy,
  PolicyContext,
  PolicySpec,
  Pose,
  SceneSpec,
  WorldState,
} from '../../harness/types.ts';
import { graspPose } from './grasp.ts';
import type { Knowledge } from './knowledge.ts';
import { releasePose } from './release.ts';
import { holding, PICK, PLACE, type Route, STAGES, type Stage } from './stages.ts';

interface Job {
  readonly scene: SceneSpec;
  readonly intent: Intent;
  readonly controlHz: number;
}

/**
 * The scripted upper bound: sees the world state and what the instruction means, moves with straight-line `ee_pose` chunks,
 * a stage at a time, and plans each stage from the world as it then is. Grasps again when the object slipped.
 */
export class Oracle implements Policy {
  readonly spec: PolicySpec;
  private readonly knowledge: Knowledge;
  private job: Job | null = null;
  private next: Stage = 'approach';
  private commanded: Pose | null = null;
  private sent: string | null = null;

  constructor(spec: PolicySpec, knowledge: Knowledge) {
    this.spec = spec;
    this.knowledge = knowledge;
  }

  async reset({ privileged, controlHz }: PolicyContext): Promise<void> {
    if (!privileged) throw new Error('the oracle needs the privileged context');
    this.job = { ...privileged, controlHz };
    this.next = 'approach';
    this.commanded = null;
    this.sent = null;
  }

  async act({ worldState, instruction }: Observation): Promise<ActionChunk> {
    const { job } = this;
    if (!job || !worldState) throw new Error('the oracle was asked before its reset');
    this.sent = instruction;
    if (job.intent.task === 'pick_absent') return { actions: [], declares: 'target_absent', text: 'It is not here.' };
    if (job.intent.task === 'nothing' || !job.intent.target)
      return { actions: [], declares: 'done', text: 'Nothing was asked.' };
    return this.proceed(job, job.intent.target, worldState);
  }

  private proceed(job: Job, target: string, state: WorldState): ActionChunk {
    const stage = this.slipped(job, target, state) ? 'approach' : this.next;
    const plan = STAGES[stage](this.route(job, target, state));
    this.commanded = plan.reached;
    this.next = following(job.intent.goal ? PLACE : PICK, stage);
    return { actions: plan.rows, stage };
  }

  /** The object should be in the gripper and is not. */
  private slipped({ intent }: Job, target: string, state: WorldState): boolean {
    const carrying = intent.goal ? CARRYING_TO_GOAL : CARRYING;
    return carrying.includes(this.next) && !holding(state, target);
  }

  private route({ scene, intent, controlHz }: Job, target: string, state: WorldState): Route {
    const spec = scene.bodies.find((body) => body.name === target);
    const known = spec && this.knowledge(spec.model);
    if (!spec || !known?.grasp) throw new Error(`the oracle does not know how to grasp '${target}'`);
    const from = this.commanded ?? state.tcp;
    const heldAt = subtract(state.bodies[target]!.position, state.tcp.position);
    const releaseAt = intent.goal ? releasePose(scene, state, intent.goal, heldAt, from, this.knowledge) : null;
    return { from, state, controlHz, graspAt: graspPose(spec, known.grasp, state), releaseAt };
  }

  instructionSent(): string | null {
    return this.sent;
  }

  async close(): Promise<void> {}
}

const CARRYING: readonly Stage[] = ['wait'];
const CARRYING_TO_GOAL: readonly Stage[] = ['transport', 'lower'];

/** The last stage leads back to the first: what is not done by then is tried again; a pick just goes on holding. */
function following(stages: readonly Stage[], stage: Stage): Stage {
  const next = stages[stages.indexOf(stage) + 1];
  return next ?? (stages === PICK ? 'wait' : 'approach');
}
