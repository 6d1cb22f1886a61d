import type { ActionChunk, SensorReading, SimulatorReset, SimulatorStep, WorldState } from '../types.ts';
import type { LoadedVisuals } from '../visuals/load.ts';
import type { EpisodeResult } from './result.ts';
import { timingOf } from './timing.ts';
import { NO_ASSETS, type PolicyCall, type Trace } from './trace.ts';

type Rows = readonly (readonly number[])[];

/** `delaySteps` is there where latency is measured. */
interface Measured {
  readonly inferenceMs: number;
  readonly problem: string | null;
  readonly delaySteps?: number;
}

/** Collects what happens in one attempt: states, actions, calls, and the counts that go into its record. */
export class Recorder {
  reading: SensorReading;
  private readonly initial: WorldState;
  private readonly look: LoadedVisuals | null;
  private readonly states: WorldState[] = [];
  private readonly rows: (readonly number[])[] = [];
  private readonly chunks: number[] = [];
  private readonly calls: PolicyCall[] = [];
  private finalStateHash: string;
  private frames: number;

  constructor(reset: SimulatorReset, look: LoadedVisuals | null) {
    this.look = look;
    this.initial = reset.worldState;
    this.reading = reset.reading;
    this.finalStateHash = reset.stateHash;
    this.frames = reset.reading.framesRendered;
  }

  get steps(): number {
    return this.states.length;
  }

  get state(): WorldState {
    return this.states.at(-1) ?? this.initial;
  }

  asked(chunk: ActionChunk, { problem, ...measured }: Measured): void {
    const { actions, stage = null, text = null, declares = null, query = null, timing } = chunk;
    const call = { step: this.steps, ...measured, actions: actions.length, stage, text, declares, query };
    this.calls.push({ ...call, ...(timing && { timing }), ...(problem === null ? {} : { problem }) });
  }

  /** A call that brought trouble in place of an answer. `told` is what a server says of it, whole. */
  refused(problem: string, told: string | null, inferenceMs: number): void {
    const nothing = { actions: 0, stage: null, declares: null, query: null };
    this.calls.push({ step: this.steps, inferenceMs, ...nothing, text: told, problem });
  }

  get trace(): Trace {
    const { initial, rows: actions, chunks, states: worldStates, calls } = this;
    return { initial, actions, chunks, worldStates, calls, visuals: this.look?.visuals ?? null };
  }

  /** `counted` states belong to the episode: those after its end were simulated with the chunk, but nobody judges them. */
  applied(rows: Rows, done: SimulatorStep, counted: number): void {
    this.reading = done.reading;
    this.frames += done.reading.framesRendered;
    this.finalStateHash = done.stateHash;
    this.rows.push(...rows);
    this.chunks.push(rows.length);
    this.states.push(...done.worldStates.slice(0, counted));
  }

  facts(): Pick<
    EpisodeResult,
    | 'steps'
    | 'finalStateHash'
    | 'stages'
    | 'policyCalls'
    | 'framesRendered'
    | 'inferenceMs'
    | 'timing'
    | 'trace'
    | 'assets'
  > {
    const { calls } = this;
    return {
      steps: this.steps,
      finalStateHash: this.finalStateHash,
      stages: calls.flatMap(({ stage, step }) => (stage === null ? [] : [{ name: stage, step }])),
      policyCalls: calls.length,
      framesRendered: this.frames,
      inferenceMs: calls.map((call) => call.inferenceMs),
      ...(calls.length > 0 ? { timing: timingOf(calls) } : {}),
      trace: this.trace,
      assets: this.look?.assets ?? NO_ASSETS,
    };
  }
}
