/** The side that runs episodes: takes attempts off the queue, and holds each result until the coordinator has it. */
import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { hostname } from 'node:os';
import { Worker as BullWorker } from 'bullmq';
import { HarnessError } from '../errors.ts';
import { encodeTrace } from '../record/trace-codec.ts';
import { type Attempted, type AttemptSetting, attempt } from '../run/attempt.ts';
import { Breaker } from '../run/breaker.ts';
import type { Worker } from '../run/worker.ts';
import type { EpisodeRecord, EpisodeSpec } from '../types.ts';
import { namesOf } from './asset-box.ts';
import { Delivery } from './delivery.ts';
import { keysOf, PREFIX, type RunKeys } from './keys.ts';
import type { Link } from './link.ts';
import { Presence } from './presence.ts';
import type { QueuedRun } from './queued-run.ts';
import type { Returned } from './returned.ts';
import { RunWatch } from './run-watch.ts';
import { readTask, type TaskForm } from './task.ts';
import type { Word } from './words.ts';

/** One episode at a time. */
export interface Slot {
  /** @param number of the slot, among all workers of the run */
  readonly worker: (number: number) => Worker;
  /** What was said since the last time that this was asked, a JSON value each. */
  readonly takeAnswers: () => readonly unknown[];
}

export interface WorkInputs {
  readonly link: Link;
  /** Of the queue. */
  readonly name: string;
  readonly run: QueuedRun;
  readonly slots: readonly Slot[];
  readonly setting: Omit<AttemptSetting, 'nominalOf'>;
  /** Whether an episode is what the plan says, here too. @throws HarnessError E_WORKER */
  readonly check: (episode: EpisodeSpec) => void;
  /** How long a result is held while nobody takes it. */
  readonly patienceMs: number;
  /** Aborted: no further attempt is taken, those under way are finished. */
  readonly stop: AbortSignal;
  /** Aborted: what is under way is left to others. */
  readonly abandon: AbortSignal;
  readonly ended: (record: EpisodeRecord) => void;
  readonly note: (line: string) => void;
}

/** A lease that is lost so often in one attempt is the attempt's own doing: it is given up on, as `infra_error`. */
const MOST_LOSSES = 5;

/** Works until the run is over or `stop` says so. @throws HarnessError E_QUEUE, E_WORKER */
export async function work(inputs: WorkInputs): Promise<void> {
  const { link, name, run, patienceMs } = inputs;
  const keys = keysOf(name);
  const shift = new Shift(inputs, keys.of(run.token));
  const watch = await RunWatch.start(link, keys, run, patienceMs);
  try {
    await shift.begin();
    await link.orLost(Promise.race([watch.over, shift.failed, aborted(inputs.stop)]));
    await link.orLost(Promise.race([shift.finish(), watch.over, aborted(inputs.abandon)]));
  } finally {
    watch.close();
    await shift.close();
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

interface Place {
  readonly worker: Worker;
  readonly takeAnswers: Slot['takeAnswers'];
  readonly breaker: Breaker;
}

class Shift {
  private readonly inputs: WorkInputs;
  private readonly keys: RunKeys;
  private readonly id = randomUUID().slice(0, 8);
  private readonly gone = new AbortController();
  private readonly busy = new Set<string>();
  private idle: Place[] = [];
  private places: readonly Place[] = [];
  private finished = 0;
  private bull: BullWorker<TaskForm> | null = null;
  private delivery: Delivery | null = null;
  private presence: Presence | null = null;
  private fail: (error: unknown) => void = () => {};
  readonly failed: Promise<never>;

  constructor(inputs: WorkInputs, keys: RunKeys) {
    this.inputs = inputs;
    this.keys = keys;
    // Each result that waits for its receipt listens.
    setMaxListeners(0, this.gone.signal);
    this.failed = new Promise((_, reject) => {
      this.fail = reject;
    });
    this.failed.catch(() => {});
  }

  async begin(): Promise<void> {
    const { link, slots, run } = this.inputs;
    const last = await link.orLost(link.client.incrby(this.keys.numbers, slots.length));
    this.places = slots.map((slot, at) => this.placed(slot, last - slots.length + at + 1));
    this.idle = [...this.places];
    this.delivery = await Delivery.open(link, this.keys, this.id);
    this.presence = new Presence(link, this.keys, () => this.facts());
    await link.orLost(this.presence.tell());
    this.bull = new BullWorker<TaskForm>(this.keys.attempts, (job) => this.process(job.data), {
      connection: link.client,
      prefix: PREFIX,
      concurrency: slots.length,
      lockDuration: run.leaseMs,
      stalledInterval: run.leaseMs / 2,
      maxStalledCount: MOST_LOSSES,
      runRetryDelay: 1_000,
      drainDelay: 1,
    });
    // A lost connection is told by the link, a lost lease by the queue giving the attempt to another.
    this.bull.on('error', () => {});
  }

  private placed({ worker: numbered, takeAnswers }: Slot, number: number): Place {
    const { run, setting, stop, note } = this.inputs;
    const worker = numbered(number);
    const signal = AbortSignal.any([stop, this.gone.signal]);
    const breaker = new Breaker(worker, { giveUpMs: run.giveUpMs, clock: setting.clock, stop: signal, note });
    return { worker, takeAnswers, breaker };
  }

  /** Takes nothing more; resolves when what is under way is recorded. */
  async finish(): Promise<void> {
    await this.bull?.close();
  }

  async close(): Promise<void> {
    this.gone.abort();
    await this.bull?.close(true).catch(() => {});
    await this.presence?.close().catch(() => {});
    this.delivery?.close();
    await Promise.all(this.places.map(({ worker }) => worker.finish()));
  }

  private facts() {
    const { busy, finished, id } = this;
    const slots = this.inputs.slots.length;
    return { id, host: hostname(), pid: process.pid, slots, busy: [...busy], finished };
  }

  /** Resolves once the attempt is recorded. One that this worker may not or cannot bring to an end stays leased until others may have it. */
  private async process(data: unknown): Promise<void> {
    const place = this.idle.pop()!;
    try {
      const task = this.readable(data);
      this.busy.add(task.episode.episodeId);
      const recorded = await this.run(task, place);
      this.busy.delete(task.episode.episodeId);
      if (recorded) return;
    } catch (error) {
      this.fail(error);
    } finally {
      this.idle.push(place);
    }
    await new Promise(() => {});
  }

  private readable(data: unknown): TaskForm {
    const task = readTask(data);
    const { run, check } = this.inputs;
    if (task.planDigest !== run.planDigest) {
      throw new HarnessError(
        'E_WORKER',
        `expected an episode of plan ${run.planDigest.slice(0, 12)}, got one of ${task.planDigest.slice(0, 12)}`,
      );
    }
    check(task.episode);
    return task;
  }

  private async run(task: TaskForm, place: Place): Promise<boolean> {
    const { setting, abandon, link } = this.inputs;
    const { nominal, nominalSignature, episode } = task;
    if (nominal) setting.signatures.learn(nominal.episodeId, nominalSignature);
    const { id } = place.worker;
    const word: Word = { kind: 'started', episodeId: episode.episodeId, attempt: task.attempt, worker: id };
    await link.client.publish(this.keys.heard, JSON.stringify(word));
    place.takeAnswers();
    const attempted = await attempt(episode, task.attempt, place.worker, { ...setting, nominalOf: () => nominal });
    if (abandon.aborted) return false;
    const brought = await this.bring(attempted, place.takeAnswers());
    place.breaker.ended(attempted.record.error !== null);
    if (brought) await place.breaker.ready();
    return brought;
  }

  private async bring(attempted: Attempted, answers: readonly unknown[]): Promise<boolean> {
    const { record, assets } = attempted;
    const receipt = await this.delivery!.bring(this.returned(attempted, answers), assets, this.gone.signal);
    if (receipt?.said === 'refused') throw refusal(record);
    if (receipt?.said === 'recorded') {
      this.finished += 1;
      this.inputs.ended(record);
    }
    return receipt !== null;
  }

  private returned({ record, trace, assets, retryable }: Attempted, answers: readonly unknown[]): Returned {
    const bytes = trace instanceof Uint8Array ? trace : trace.initial ? encodeTrace(trace) : null;
    return { worker: this.id, record, retryable, trace: bytes, assets: namesOf(assets), answers };
  }
}

const refusal = ({ episodeId }: EpisodeRecord): HarnessError =>
  new HarnessError('E_WORKER', `${episodeId}: the coordinator took its result for none of its run`);
