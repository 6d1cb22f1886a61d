/** One episode of a grounded policy: look, ask, move; a small state machine. */
import type { ActionChunk, CameraImage, Observation, PolicyContext, Pose } from '../../harness/types.ts';
import { OPEN } from '../motion/rows.ts';
import type { Question, Reasoner } from '../reasoners/reasoner.ts';
import type { Pointing, Waypoint } from './answer.ts';
import { type Asked, ask } from './ask.ts';
import type { Landing, LandingFound } from './goal.ts';
import type { Grasp } from './grasp.ts';
import type { Gripper } from './gripper.ts';
import * as notes from './notes.ts';
import type { GroundingOptions } from './options.ts';
import { goalAt, goalOf, type Stand, type Target, targetOf, wayOf } from './place.ts';
import { graspSegments, placeSegments, type Segment, waitSegment } from './segments.ts';
import { type View, viewOf } from './view.ts';
import { bringsSomewhere, GOAL_WORDS } from './wording.ts';

/** What is to be done when no motion is left: find the thing, bring it, see whether it is there, hold it, stop. */
type Task = 'find' | 'deliver' | 'check' | 'hold' | 'stop';

/** A picture that was looked at. */
interface Sight {
  readonly image: CameraImage;
  readonly view: View;
  readonly step: number;
}

/** Less opening than this, and nothing is between the fingers. */
const EMPTY_M = 0.0048;
const HOLD_SEC = 0.5;
const HOLDS = 4;
/** Before a look, so that arm and thing are still. */
const STILL_SEC = 0.1;

export class Errand {
  /** The instruction as it went to the reasoner. */
  sent: string | null = null;
  private readonly context: PolicyContext;
  private readonly reasoner: Reasoner;
  private readonly options: GroundingOptions;
  private readonly brings: boolean;
  private task: Task = 'find';
  private motion: readonly Segment[] = [];
  private commanded: Pose | null = null;
  private readonly hand: Gripper;
  private gripper = OPEN;
  private queries = 0;
  private held = 0;
  private first: Sight | null = null;
  private grasp: Grasp | null = null;
  private landing: Landing | null = null;
  /** Where the path of the first answer goes on after the thing. */
  private rest: readonly Waypoint[] = [];

  constructor(context: PolicyContext, reasoner: Reasoner, options: GroundingOptions, hand: Gripper) {
    this.context = context;
    this.hand = hand;
    this.reasoner = reasoner;
    this.options = options;
    this.brings = bringsSomewhere(context.instruction);
  }

  async act(observation: Observation): Promise<ActionChunk> {
    this.commanded ??= toolOf(observation);
    if (this.lost(observation)) this.begin('find');
    const [segment] = this.motion;
    return segment ? this.moved(segment) : this.proceed(observation);
  }

  /** Something should be between the fingers and is not: it was missed, or it slipped. */
  private lost({ reading }: Observation): boolean {
    if (this.options.loop === 'open') return false;
    const needed = this.motion[0]?.holding ?? (this.task === 'deliver' || this.task === 'hold');
    return needed && (reading.state.gripperOpening?.[0] ?? 1) * this.hand.openingM < EMPTY_M;
  }

  private begin(task: Task): void {
    this.task = task;
    this.motion = [];
  }

  private moved(segment: Segment): ActionChunk {
    this.motion = this.motion.slice(1);
    this.commanded = segment.reached;
    this.gripper = segment.rows.at(-1)!.at(-1)!;
    return { actions: segment.rows, stage: segment.stage, blind: true };
  }

  private async proceed(observation: Observation): Promise<ActionChunk> {
    if (this.task === 'hold') return this.hold();
    if (this.task === 'stop' || this.queries >= this.options.maxQueries) return { actions: [], declares: 'done' };
    const sight = this.sightOf(observation);
    if (!sight) return this.look();
    if (this.task === 'deliver') return this.deliver(observation, sight);
    return this.find(observation, sight);
  }

  private hold(): ActionChunk {
    if (this.held++ >= HOLDS) return { actions: [], declares: 'done' };
    return this.moved(this.wait('wait', HOLD_SEC));
  }

  /** Stands still, and has a picture taken. */
  private look(): ActionChunk {
    return { ...this.moved(this.wait('look', STILL_SEC)), blind: false };
  }

  private wait(stage: string, seconds: number): Segment {
    return waitSegment(this.commanded!, stage, this.gripper, seconds, this.context.controlHz);
  }

  /** The picture of this moment; the first one where nobody looks again. Null when none was taken. */
  private sightOf({ reading, step }: Observation): Sight | null {
    const image = reading.cameras[this.options.camera];
    const sight = image ? { image, view: viewOf(image), step } : null;
    this.first ??= sight;
    return this.options.loop === 'open' ? this.first : sight;
  }

  private async find(observation: Observation, sight: Sight): Promise<ActionChunk> {
    const asked = await this.ask('target', sight, observation);
    const { pointing, absent } = asked.parsed;
    // Later on, it is what was there before and cannot be seen now: under the hand, or inside something.
    if (absent) return { ...said(asked), actions: [], declares: this.queries > 1 ? 'done' : 'target_absent' };
    if (!pointing) return { ...said(asked), actions: [], gaveUp: 'unparseable' };
    const target = targetOf(pointing, this.standAt(sight, observation), this.brings);
    if (target && this.task === 'check' && this.delivered(target))
      return { ...said(asked, ['it is where it should be']), actions: [], declares: 'done' };
    return this.take(asked, target);
  }

  private delivered({ thing: { lowest, highest } }: Target): boolean {
    if (!this.landing) return false;
    const { x, y, halfM } = this.landing;
    const [dx, dy] = [(lowest[0] + highest[0]) / 2 - x, (lowest[1] + highest[1]) / 2 - y];
    return Math.abs(dx) < halfM[0] && Math.abs(dy) < halfM[1];
  }

  private take(asked: Asked, target: Target | null): ActionChunk {
    if (!target || 'problem' in target.found) {
      const problem = target && 'problem' in target.found ? target.found.problem : 'nothing stands there';
      return { ...said(asked, [problem]), actions: [], gaveUp: 'unreachable' };
    }
    const { grasp } = target.found;
    this.grasp = grasp;
    this.rest = target.rest;
    this.task = this.brings ? 'deliver' : 'hold';
    this.motion = graspSegments(this.commanded!, grasp.pose, this.brings, this.context.controlHz);
    return { ...this.moved(this.motion[0]!), ...said(asked, notes.ofGrasp(target.thing, grasp)) };
  }

  /** Where the thing goes: asked anew, or the rest of the path that was answered first. */
  private async deliver(observation: Observation, sight: Sight): Promise<ActionChunk> {
    const stand = this.standAt(sight, observation);
    if (this.options.loop === 'open' && this.rest.length > 0) {
      return this.place(null, goalAt(this.rest, stand), wayOf(this.rest, stand));
    }
    const asked = await this.ask('goal', sight, observation);
    const { pointing, absent } = asked.parsed;
    if (!pointing) return { ...said(asked), actions: [], gaveUp: absent ? 'unreachable' : 'unparseable' };
    return this.place(asked, goalOf(pointing, stand), wayTo(pointing, stand));
  }

  private standAt({ view }: Sight, observation: Observation): Stand {
    return { view, tool: toolOf(observation).position, gripper: this.hand };
  }

  private place(asked: Asked | null, found: LandingFound, way: readonly (readonly [number, number])[]): ActionChunk {
    if ('problem' in found) {
      return { ...(asked && said(asked, [found.problem])), actions: [], gaveUp: 'unreachable' };
    }
    const grippedM = this.grasp!.pose.position[2];
    this.landing = found.landing;
    this.task = this.options.loop === 'open' ? 'stop' : 'check';
    this.motion = placeSegments(this.commanded!, way, found.landing, grippedM, this.context.controlHz);
    return { ...this.moved(this.motion[0]!), ...(asked && said(asked, notes.ofLanding(found.landing))) };
  }

  private async ask(about: Question['about'], sight: Sight, { worldState }: Observation): Promise<Asked> {
    const { episodeId, seed, instruction, privileged } = this.context;
    const question: Question = {
      episodeId,
      seed,
      index: this.queries++,
      kind: this.options.mode,
      about,
      instruction: about === 'goal' ? GOAL_WORDS + instruction : instruction,
      step: sight.step,
      image: sight.image,
      privileged: privileged && worldState && { ...privileged, worldState },
    };
    this.sent = instruction;
    return ask(this.reasoner, question, this.options);
  }
}

function toolOf({ reading }: Observation): Pose {
  const pose = reading.state.tcpPose;
  if (pose?.length !== 7) throw new Error('a grounded policy needs the pose of the tool');
  const [x, y, z, qx, qy, qz, qw] = pose as unknown as [number, number, number, number, number, number, number];
  return { position: [x, y, z], quaternion: [qx, qy, qz, qw] };
}

/** The first waypoint is where the gripper is. */
function wayTo(pointing: Pointing, stand: Stand): readonly (readonly [number, number])[] {
  return pointing.kind === 'trajectory' ? wayOf(pointing.trajectory.slice(1), stand) : [];
}

function said({ parsed, query }: Asked, lines: readonly string[] = []): Pick<ActionChunk, 'text' | 'query'> {
  return { text: parsed.thought ?? query.answer.slice(0, 2000), query: { ...query, notes: lines } };
}
