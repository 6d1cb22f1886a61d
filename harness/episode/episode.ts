import { milestonesOf } from '../success/milestones.ts';
import { asksForWords, compile, holdsAtOnce, type SuccessTest } from '../success/predicate.ts';
import type { ActionChunk, CameraImage, Declaration, Policy, SimulatorReset } from '../types.ts';
import type { LoadedVisuals } from '../visuals/load.ts';
import { pack, withinHorizon } from './chunk.ts';
import * as evidence from './evidence.ts';
import type { EpisodeInputs } from './inputs.ts';
import { ActionLine } from './line.ts';
import { type Audience, firstObservation, nextObservation } from './observe.ts';
import { Questions } from './questions.ts';
import { Recorder } from './recorder.ts';
import type { EpisodeResult } from './result.ts';
import { unsettled } from './settled.ts';
import { signature } from './signature.ts';
import { holdAction, stayAction } from './staying.ts';

type Verdict = Pick<EpisodeResult, 'outcome' | 'end'>;

const NOT_APPLIED: Verdict = { outcome: 'invalid', end: 'factor_not_applied' };

const FALLEN_M = -0.2;
/** After a policy says that it is done, the world gets this long to come to rest. */
const LINGER_SEC = 1.5;

/**
 * Runs one attempt: reset, check that the scene is the planned one, then observe, decide, apply, judge until it ends.
 * Rejects with the simulator's or the policy server's error; what the policy does wrong is in the result.
 */
export async function runEpisode(inputs: EpisodeInputs): Promise<EpisodeResult> {
  const { simulator, episode, policy, nominal } = inputs;
  // Before our own reset: looking at the nominal scene may have to build it in the same world.
  const nominalSignature = nominal && policy.spec.cameras.length > 0 ? await nominal.signature() : null;
  const reset = await simulator.reset(episode.scene, episode.seed, firstObservation(policy.spec, episode));
  return new RunningEpisode(inputs, reset, await inputs.look(), nominalSignature).run();
}

/** One attempt while it runs: what it knows of the world, and the proof that it gathers. */
class RunningEpisode {
  private readonly inputs: EpisodeInputs;
  private readonly reset: SimulatorReset;
  private readonly succeeded: SuccessTest;
  private readonly solvedAtReset: boolean;
  private readonly line: ActionLine;
  private readonly questions: Questions;
  private readonly recorder: Recorder;
  private readonly findings: evidence.Finding[];
  private readonly ownSignature: Uint8Array | null;
  private declared: Declaration | null = null;

  constructor(
    inputs: EpisodeInputs,
    reset: SimulatorReset,
    look: LoadedVisuals | null,
    nominalSignature: Uint8Array | null,
  ) {
    const { episode, policy } = inputs;
    this.inputs = inputs;
    this.reset = reset;
    this.recorder = new Recorder(reset, look);
    const { mode } = policy.spec;
    const initial = holdAction(mode, reset.worldState, episode.scene.robot.gripperOpening);
    this.questions = new Questions(inputs, this.recorder, initial.length);
    this.line = new ActionLine(episode.meanwhile ?? 'hold', initial, (last) => stayAction(mode, last));
    const zones = Object.fromEntries(episode.scene.zones.map((zone) => [zone.name, zone]));
    const context = { initial: reset.worldState, shapes: inputs.shapes, zones };
    this.succeeded = compile(episode.success, context);
    this.solvedAtReset = holdsAtOnce(episode.success, context);
    const image = firstImage(policy, reset);
    this.ownSignature = image ? signature(image) : null;
    this.findings = evidence.resetFindings(episode, reset);
    this.findings.push(...evidence.imageFindings(episode, this.ownSignature, nominalSignature));
  }

  async run(): Promise<EpisodeResult> {
    const invalid = this.invalidScene();
    if (invalid) return this.result(invalid);
    await this.questions.begin();
    return this.result(this.judged(await this.loop()));
  }

  /** The checks that need no policy: what is wrong here is the scene's fault. */
  private invalidScene(): Verdict | null {
    if (!this.proven()) return NOT_APPLIED;
    if (unsettled(this.inputs.episode, this.reset)) return { outcome: 'invalid', end: 'not_settled' };
    return this.solvedAtReset ? { outcome: 'invalid', end: 'solved_at_reset' } : null;
  }

  private proven(): boolean {
    return this.findings.every(({ ok }) => ok);
  }

  private async loop(): Promise<Verdict> {
    const { episode, policy } = this.inputs;
    while (this.recorder.steps < episode.maxSteps) {
      const answer = await this.questions.ask();
      if (answer === 'late') return { outcome: 'failure', end: 'policy_timeout' };
      const { chunk, delaySteps, problem } = answer;
      if (problem !== null) return { outcome: 'failure', end: 'invalid_action' };
      if (chunk.gaveUp) return { outcome: 'failure', end: chunk.gaveUp };
      const rows = withinHorizon(chunk, policy.spec, episode.maxSteps - this.recorder.steps);
      this.line.push(episode.meanwhile === 'continue' ? chunk.actions : rows, this.recorder.steps, delaySteps);
      const audience = chunk.declares ? 'nobody' : chunk.blind ? 'blind' : 'sighted';
      const end = (await this.advance(rows.length, audience)) ?? (await this.stopped(chunk, delaySteps));
      if (end) return end;
    }
    return { outcome: 'failure', end: 'max_steps' };
  }

  /** Goes on by so many control steps with what reaches the robot in them, and judges the world after each. */
  private async advance(count: number, audience: Audience): Promise<Verdict | null> {
    if (count === 0) return null;
    const { policy, simulator, episode } = this.inputs;
    const rows = this.line.take(this.recorder.steps, count);
    const last = this.recorder.steps + count >= episode.maxSteps;
    const observe = nextObservation(policy.spec, last ? 'nobody' : audience);
    const done = await simulator.step(pack(policy.spec.mode, rows), observe);
    const reached = done.worldStates.findIndex((state) => this.succeeded({ state, declared: this.declared }));
    this.recorder.applied(rows, done, reached < 0 ? rows.length : reached + 1);
    if (reached >= 0) return { outcome: 'success', end: 'success' };
    return this.fallen() ? { outcome: 'failure', end: 'target_fell' } : null;
  }

  private fallen(): boolean {
    const target = this.inputs.episode.intent.target;
    const body = target ? this.recorder.state.bodies[target] : undefined;
    return body !== undefined && body.position[2] < FALLEN_M;
  }

  /** The policy says that it is done: hold, and see whether the goal stands. */
  private async stopped({ declares }: ActionChunk, delaySteps: number): Promise<Verdict | null> {
    if (!declares) return null;
    this.declared = declares;
    const { episode } = this.inputs;
    const wanted = Math.ceil(LINGER_SEC * episode.scene.controlHz) + delaySteps;
    const steps = Math.min(wanted, episode.maxSteps - this.recorder.steps);
    return (await this.advance(steps, 'nobody')) ?? { outcome: 'failure', end: `declared_${declares}` };
  }

  /** A success that nobody worked for, or whose instruction never arrived, is no success. */
  private judged(verdict: Verdict): Verdict {
    const { episode, policy, nominal } = this.inputs;
    const sent = policy.instructionSent();
    // A failure before anything was sent is the policy's; what it would have been told decides nothing.
    const told = sent !== null || verdict.outcome === 'success';
    if (told) this.findings.push(...evidence.languageFindings(episode, sent, nominal?.instruction ?? null));
    this.findings.push(...evidence.latencyFindings(episode, this.line.firstDelaySteps));
    if (!this.proven()) return NOT_APPLIED;
    const idle = this.line.applied === 0 && !asksForWords(episode.success);
    return verdict.outcome === 'success' && idle ? { outcome: 'invalid', end: 'solved_without_action' } : verdict;
  }

  private result(verdict: Verdict): EpisodeResult {
    const { episode, policy } = this.inputs;
    const facts = this.recorder.facts();
    return {
      ...verdict,
      ...facts,
      milestones: milestonesOf(episode, this.reset.worldState, facts.trace.worldStates),
      evidence: evidence.conclude(episode, this.findings, this.ownSignature),
      simTimeSec: this.recorder.steps / episode.scene.controlHz,
      instructionSent: policy.instructionSent(),
      initialStateHash: this.reset.stateHash,
      actionAgeSteps: this.line.oldestSteps,
      error: null,
    };
  }
}

/** The picture whose signature proves visual factors: the first camera that the policy asks for. */
export function firstImage(policy: Policy, reset: SimulatorReset): CameraImage | undefined {
  const camera = policy.spec.cameras[0];
  return camera && reset.reading.cameras[camera.name];
}
