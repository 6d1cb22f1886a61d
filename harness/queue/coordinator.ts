/** The side of a run that owns its folder: puts attempts on the queue, and writes down what comes back. */
import { HarnessError } from '../errors.ts';
import type { AssetFolder } from '../record/asset-folder.ts';
import type { Assignment } from '../run/schedule.ts';
import type { EpisodeRecord } from '../types.ts';
import { AssetBox } from './asset-box.ts';
import { Claim } from './claim.ts';
import { hear } from './hear.ts';
import { Inbox } from './inbox.ts';
import { keysOf, type RunKeys } from './keys.ts';
import type { Link } from './link.ts';
import { Part } from './part.ts';
import { workersOf } from './presence.ts';
import type { QueuedRun } from './queued-run.ts';
import { decodeReturned, type Receipt, type Returned } from './returned.ts';
import { Tally } from './tally.ts';
import { TaskQueue } from './task-queue.ts';
import { readWord } from './words.ts';

export interface CoordinatorOptions {
  readonly link: Link;
  /** Of the queue. */
  readonly name: string;
  readonly run: QueuedRun;
  readonly recorded: readonly EpisodeRecord[];
  readonly assets: AssetFolder;
  readonly keepAnswers: (answers: readonly unknown[]) => Promise<void>;
  /** How long the run waits for a worker. */
  readonly patienceMs: number;
  readonly note: (line: string) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const BEAT_MS = 1_000;
/** Beats between two looks at whether the queue still holds all that is out. */
const MEND_EVERY = 5;
const CLOSE_MS = 5_000;
const KEPT_AFTER_SEC = 24 * 3600;

export class Coordinator {
  private readonly options: CoordinatorOptions;
  private readonly keys: RunKeys;
  private readonly claim: Claim;
  private readonly queue: TaskQueue;
  private readonly box: AssetBox;
  private readonly inbox: Inbox;
  private readonly tally: Tally;
  private readonly releases: (() => void)[] = [];
  private part: Part | null = null;
  private beats = 0;
  private lastSignMs: number;
  private waitingToldMs: number;
  private draining = false;
  private beating: Promise<void> = Promise.resolve();

  /** Takes the queue for a run. @throws HarnessError E_LOCKED where another run has it */
  static async open(options: CoordinatorOptions): Promise<Coordinator> {
    const coordinator = new Coordinator(options);
    try {
      await options.link.orLost(coordinator.begin());
      return coordinator;
    } catch (error) {
      await coordinator.shut();
      throw error;
    }
  }

  private constructor(options: CoordinatorOptions) {
    const { link, name, run, recorded, assets, now } = options;
    const keys = keysOf(name);
    this.options = options;
    this.keys = keys.of(run.token);
    this.claim = new Claim(link, keys, run);
    this.queue = new TaskQueue(link, this.keys);
    this.box = new AssetBox(link, this.keys, assets);
    this.tally = new Tally(run.planned, recorded);
    this.inbox = new Inbox(
      link,
      this.keys,
      (id, bytes) => this.take(id, bytes),
      (error) => this.part?.fail(error),
    );
    this.lastSignMs = now();
    this.waitingToldMs = now();
  }

  private async begin(): Promise<void> {
    const { link } = this.options;
    await this.claim.hold();
    await link.client.del(this.keys.control);
    this.releases.push(await hear(link, this.keys.heard, (text) => this.heard(text)));
    this.releases.push(
      link.onBack(() => {
        void this.box.announce().catch(() => {});
        this.part?.mend();
      }),
    );
    const timer = setInterval(() => this.beat(), BEAT_MS);
    this.releases.push(() => clearInterval(timer));
  }

  /** Ends when every episode is settled, or, told to stop or to drain, when what was under way is. */
  async dispatch(assignment: Assignment): Promise<void> {
    if (this.draining) return;
    const { link, run } = this.options;
    const part = new Part(assignment, this.queue, run.planDigest);
    const stop = (): void => this.withdraw();
    const abandon = (): void => part.leave();
    this.part = part;
    assignment.stop.addEventListener('abort', stop);
    assignment.abandon.addEventListener('abort', abandon);
    try {
      part.refill();
      this.inbox.look();
      await link.orLost(part.ended);
    } finally {
      this.part = null;
      assignment.stop.removeEventListener('abort', stop);
      assignment.abandon.removeEventListener('abort', abandon);
    }
  }

  /** @param over the run has ended, and workers may go; else they wait for it to go on */
  async close(over: boolean): Promise<void> {
    await this.shut();
    if (this.options.link.client.status !== 'ready') return;
    const left = over ? this.leaveNothing() : this.claim.release();
    await Promise.race([left.catch(() => {}), new Promise((resolve) => setTimeout(resolve, CLOSE_MS).unref())]);
    await this.queue.close();
  }

  private async leaveNothing(): Promise<void> {
    const { client } = this.options.link;
    const { results, assets, assetBytes, numbers, control, progress, bell } = this.keys;
    await client.set(progress, JSON.stringify(this.tally.progress), 'EX', KEPT_AFTER_SEC);
    await this.claim.end();
    await client.publish(bell, 'over');
    await this.queue.remove();
    await client.del(results, assets, assetBytes, numbers, control);
  }

  private async shut(): Promise<void> {
    for (const release of this.releases.splice(0)) release();
    await this.inbox.close();
    await this.beating.catch(() => {});
  }

  private heard(text: string): void {
    const word = readWord(text);
    this.sign();
    if (word?.kind === 'result') this.inbox.arrived(word.id);
    if (word?.kind === 'started') this.part?.started(word.episodeId, word.attempt, word.worker);
  }

  private async take(id: string, bytes: Uint8Array): Promise<{ worker: string; receipt: Receipt } | null> {
    const { part } = this;
    if (!part || part.isAbandoned) return null;
    const returned = await this.readable(id, bytes);
    if (!returned) return { worker: 'unknown', receipt: { id, said: 'refused' } };
    const verdict = part.verdict(returned.record);
    const said = verdict === 'wanted' ? await this.accept(part, returned) : verdict;
    return { worker: returned.worker, receipt: { id, said } };
  }

  private async readable(id: string, bytes: Uint8Array): Promise<Returned | null> {
    try {
      return decodeReturned(bytes, id);
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error;
      this.options.note(`a result is thrown away: ${error.message}`);
      return null;
    }
  }

  private async accept(part: Part, returned: Returned): Promise<'recorded' | 'again'> {
    if (!(await this.box.take(returned.assets))) return 'again';
    await this.options.keepAnswers(returned.answers);
    await part.record(returned);
    this.tally.add(returned.record);
    return 'recorded';
  }

  private sign(): void {
    this.lastSignMs = this.options.now();
  }

  private withdraw(): void {
    const { client } = this.options.link;
    this.part?.withdraw(async () => new Set(await client.hkeys(this.keys.results)));
  }

  /** One at a time; one that fails is made up for by the next. */
  private beat(): void {
    if (this.options.link.client.status !== 'ready') {
      this.sign();
      return;
    }
    this.beating = this.beating.then(() => this.look()).catch((error) => this.part?.fail(error));
  }

  private async look(): Promise<void> {
    const { link, now } = this.options;
    await this.claim.hold();
    await link.client.set(this.keys.progress, JSON.stringify(this.tally.progress));
    if (!this.draining && (await link.client.get(this.keys.control)) === 'drain') this.drain();
    for (const given of await this.queue.takeGivenUp()) await this.part?.givenUp(given, now());
    if (this.beats++ % MEND_EVERY === 0) this.part?.mend();
    if ((await workersOf(link, this.keys)).length > 0) this.sign();
    this.checkPatience();
  }

  private drain(): void {
    this.options.note('draining: no further episode is started');
    this.draining = true;
    this.withdraw();
  }

  /** Without workers a run waits, says so every minute, and ends when its patience does. */
  private checkPatience(): void {
    const { now, patienceMs, note } = this.options;
    const idleMs = now() - this.lastSignMs;
    if (idleMs > patienceMs) this.part?.fail(nobody(patienceMs));
    if (idleMs > this.goneMs() && this.part?.isWithdrawn) this.part.leave();
    if (idleMs < WAITING_TOLD_MS || now() - this.waitingToldMs < WAITING_TOLD_MS) return;
    this.waitingToldMs = now();
    note('waiting for a worker: harness worker --queue <address>');
  }

  /** What a worker has under way is lost when it is not heard of for so long. */
  private goneMs(): number {
    return this.options.run.leaseMs;
  }
}

const WAITING_TOLD_MS = 60_000;

const nobody = (patienceMs: number): HarnessError =>
  new HarnessError('E_QUEUE', `no worker came in ${Math.round(patienceMs / 1000)} s`, {
    hint: 'start harness worker --queue; the same command goes on where it stopped',
  });
