/** The coordinator's look around, every second: says that it lives, hears orders, mends what was lost, misses workers. */
import { HarnessError } from '../errors.ts';
import type { Claim } from './claim.ts';
import type { RunKeys } from './keys.ts';
import { isCutOff, type Link } from './link.ts';
import type { Part } from './part.ts';
import { workersOf } from './presence.ts';
import type { QueuedRun } from './queued-run.ts';
import type { Tally } from './tally.ts';
import type { TaskQueue } from './task-queue.ts';

export interface VigilOptions {
  readonly link: Link;
  readonly keys: RunKeys;
  readonly run: QueuedRun;
  readonly claim: Claim;
  readonly queue: TaskQueue;
  readonly tally: Tally;
  /** What is under way now. */
  readonly part: () => Part | null;
  /** Called while somebody asks for it, again and again. */
  readonly drain: () => void;
  /** How long a run waits for a worker. */
  readonly patienceMs: number;
  readonly note: (line: string) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const BEAT_MS = 1_000;
/** Beats between two looks at whether the queue still holds all that is out. */
const MEND_EVERY = 5;
const WAITING_TOLD_MS = 60_000;

export class Vigil {
  private readonly options: VigilOptions;
  private beats = 0;
  private lastSignMs: number;
  private waitingToldMs: number;
  private timer: NodeJS.Timeout | null = null;
  private beating: Promise<void> = Promise.resolve();

  constructor(options: VigilOptions) {
    this.options = options;
    this.lastSignMs = options.now();
    this.waitingToldMs = options.now();
  }

  begin(): void {
    this.timer = setInterval(() => this.beat(), BEAT_MS);
  }

  /** A worker was heard of. */
  sign(): void {
    this.lastSignMs = this.options.now();
  }

  async close(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.beating.catch(() => {});
  }

  /** One at a time; without Redis nobody can be heard of, which the link counts by itself. */
  private beat(): void {
    if (this.options.link.client.status !== 'ready') {
      this.sign();
      return;
    }
    const failed = (error: unknown): void => void (isCutOff(error) || this.options.part()?.fail(error));
    this.beating = this.beating.then(() => this.look()).catch(failed);
  }

  private async look(): Promise<void> {
    const { link, keys, claim, queue, tally, part, drain, now } = this.options;
    await claim.hold();
    await link.client.set(keys.progress, JSON.stringify(tally.progress));
    if ((await link.client.get(keys.control)) === 'drain') drain();
    for (const given of await queue.takeGivenUp()) await part()?.givenUp(given, now());
    if (this.beats++ % MEND_EVERY === 0) part()?.mend();
    if ((await workersOf(link, keys)).length > 0) this.sign();
    this.checkPatience();
  }

  /** Without workers a run waits, says so every minute, and ends when its patience does. */
  private checkPatience(): void {
    const { now, patienceMs, note, part, run } = this.options;
    const idleMs = now() - this.lastSignMs;
    if (idleMs > patienceMs) part()?.fail(nobody(patienceMs));
    // What a worker has under way is lost when it is not heard of for as long as its lease.
    if (idleMs > run.leaseMs && part()?.isWithdrawn) part()?.leave();
    if (idleMs < WAITING_TOLD_MS || now() - this.waitingToldMs < WAITING_TOLD_MS) return;
    this.waitingToldMs = now();
    note('waiting for a worker: harness worker --queue <address>');
  }
}

const nobody = (patienceMs: number): HarnessError =>
  new HarnessError('E_QUEUE', `no worker came in ${Math.round(patienceMs / 1000)} s`, {
    hint: 'start harness worker --queue; the same command goes on where it stopped',
  });
