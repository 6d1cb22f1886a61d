/** The attempts of one worker process, from their lease to their record: as many at a time as it has slots. */
import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { hostname } from 'node:os';
import { Worker as BullWorker } from 'bullmq';
import { within } from '../deadline.ts';
import { HarnessError } from '../errors.ts';
import { Delivery } from './delivery.ts';
import { PREFIX, type RunKeys } from './keys.ts';
import { Place } from './place.ts';
import { Presence, type WorkerFacts } from './presence.ts';
import { readTask, type TaskForm } from './task.ts';
import type { WorkInputs } from './work-inputs.ts';

/** A lease that is lost so often in one attempt is the attempt's own doing: it is given up on, as `infra_error`. */
const MOST_LOSSES = 5;

/** Without Redis, the queue library waits for it to say goodbye. */
const CLOSE_MS = 2_000;

export class Shift {
  private readonly inputs: WorkInputs;
  private readonly keys: RunKeys;
  private readonly id = randomUUID().slice(0, 8);
  private readonly gone = new AbortController();
  private readonly busy = new Set<string>();
  private places: readonly Place[] = [];
  private idle: Place[] = [];
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
    const { link, slots } = this.inputs;
    const last = await link.orLost(link.client.incrby(this.keys.numbers, slots.length));
    this.delivery = await Delivery.open(link, this.keys, this.id);
    this.places = this.placesFrom(last - slots.length + 1, this.delivery);
    this.idle = [...this.places];
    this.presence = new Presence(link, this.keys, () => this.facts());
    const { presence } = this;
    await link.orLost(link.whole(() => presence.tell()));
    this.bull = this.leasing();
  }

  /** Takes nothing more; resolves when what is under way is recorded. */
  async finish(): Promise<void> {
    await this.bull?.close();
  }

  async close(): Promise<void> {
    this.gone.abort();
    await within(this.bull?.close(true).catch(() => {}) ?? Promise.resolve(), CLOSE_MS, undefined);
    await this.presence?.close().catch(() => {});
    this.delivery?.close();
    await Promise.all(this.places.map((place) => place.finish()));
  }

  private placesFrom(first: number, delivery: Delivery): Place[] {
    const { id, keys, inputs } = this;
    const setting = { ...inputs, id, keys, delivery, gone: this.gone.signal };
    return inputs.slots.map((slot, at) => new Place(slot, first + at, setting));
  }

  private leasing(): BullWorker<TaskForm> {
    const { link, slots, run } = this.inputs;
    const bull = new BullWorker<TaskForm>(this.keys.attempts, (job) => this.process(job.data), {
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
    bull.on('error', () => {});
    return bull;
  }

  private facts(): WorkerFacts {
    const { busy, finished, id } = this;
    const slots = this.inputs.slots.length;
    return { id, host: hostname(), pid: process.pid, slots, busy: [...busy], finished };
  }

  /** Resolves once the attempt is recorded. One that this worker may not or cannot bring to an end stays leased until others may have it. */
  private async process(data: unknown): Promise<void> {
    const place = this.idle.pop()!;
    try {
      if (await this.brought(this.readable(data), place)) return;
    } catch (error) {
      this.fail(error);
    } finally {
      this.idle.push(place);
    }
    await new Promise(() => {});
  }

  private async brought(task: TaskForm, place: Place): Promise<boolean> {
    const { episodeId } = task.episode;
    this.busy.add(episodeId);
    const outcome = await place.run(task);
    this.busy.delete(episodeId);
    if (outcome === 'recorded') this.finished += 1;
    return outcome !== 'left';
  }

  private readable(data: unknown): TaskForm {
    const task = readTask(data);
    const { run, check } = this.inputs;
    if (task.planDigest !== run.planDigest) {
      const [expected, got] = [run.planDigest, task.planDigest].map((digest) => digest.slice(0, 12));
      throw new HarnessError('E_WORKER', `expected an episode of plan ${expected}, got one of ${got}`);
    }
    check(task.episode);
    return task;
  }
}
