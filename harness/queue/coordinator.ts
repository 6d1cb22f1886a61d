/** The side of a run that owns its folder: puts attempts on the queue, and writes down what comes back. */
import type { AssetFolder } from '../record/asset-folder.ts';
import type { Assignment } from '../run/schedule.ts';
import { AssetBox } from './asset-box.ts';
import { Claim } from './claim.ts';
import { hear } from './hear.ts';
import { Inbox } from './inbox.ts';
import { keysOf, type RunKeys } from './keys.ts';
import { isCutOff, type Link } from './link.ts';
import { Part } from './part.ts';
import type { QueuedRun } from './queued-run.ts';
import { Reception } from './reception.ts';
import type { Tally } from './tally.ts';
import { TaskQueue } from './task-queue.ts';
import { Vigil } from './vigil.ts';
import { readWord } from './words.ts';

export interface CoordinatorOptions {
  readonly link: Link;
  /** Of the queue. */
  readonly name: string;
  readonly run: QueuedRun;
  /** Of what was recorded before; counts on from there. */
  readonly tally: Tally;
  readonly assets: AssetFolder;
  readonly keepAnswers: (answers: readonly unknown[]) => Promise<void>;
  /** How long the run waits for a worker. */
  readonly patienceMs: number;
  readonly note: (line: string) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** How a coordinator leaves: workers go home, wait for the same command, or go home and say what stopped the run. */
export type Ending = { readonly kind: 'over' | 'waiting' } | { readonly kind: 'stopped'; readonly why: string };

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
  private readonly vigil: Vigil;
  private readonly releases: (() => void)[] = [];
  private part: Part | null = null;
  private draining = false;

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
    const { link, name, run, tally, assets } = options;
    const keys = keysOf(name);
    const part = (): Part | null => this.part;
    this.options = options;
    this.keys = keys.of(run.token);
    this.claim = new Claim(link, keys, run);
    this.queue = new TaskQueue(link, this.keys);
    this.box = new AssetBox(link, this.keys, assets);
    this.tally = tally;
    const reception = new Reception({ ...options, part, box: this.box, tally });
    // What Redis did not hear the end of is looked for again.
    const failed = (error: unknown): void => void (isCutOff(error) || this.part?.fail(error));
    this.inbox = new Inbox(link, this.keys, (id, bytes) => reception.take(id, bytes), failed);
    const { claim, queue, keys: own } = this;
    this.vigil = new Vigil({ ...options, keys: own, claim, queue, tally, part, drain: () => this.drain() });
  }

  private async begin(): Promise<void> {
    const { link } = this.options;
    await link.whole(() => this.claim.hold());
    await link.client.del(this.keys.control);
    this.releases.push(await hear(link, this.keys.heard, (text) => this.heard(text)));
    this.releases.push(link.onBack(() => this.back()));
    this.vigil.begin();
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

  async close(ending: Ending): Promise<void> {
    await this.shut();
    if (this.options.link.client.status !== 'ready') return;
    const left = this.leave(ending);
    await Promise.race([left.catch(() => {}), new Promise((resolve) => setTimeout(resolve, CLOSE_MS).unref())]);
    await this.queue.close();
  }

  private async leave(ending: Ending): Promise<void> {
    if (ending.kind === 'waiting') return this.claim.release();
    const { client } = this.options.link;
    const { results, assets, assetBytes, numbers, control, progress, bell } = this.keys;
    await client.set(progress, JSON.stringify(this.tally.progress), 'EX', KEPT_AFTER_SEC);
    await (ending.kind === 'stopped' ? this.claim.stop(ending.why) : this.claim.end());
    await client.publish(bell, ending.kind);
    if (ending.kind === 'stopped') return;
    await this.queue.remove();
    await client.del(results, assets, assetBytes, numbers, control);
  }

  private async shut(): Promise<void> {
    for (const release of this.releases.splice(0)) release();
    await this.inbox.close();
    await this.vigil.close();
  }

  private heard(text: string): void {
    const word = readWord(text);
    this.vigil.sign();
    if (word?.kind === 'result') this.inbox.arrived(word.id);
    if (word?.kind === 'started') this.part?.started(word.episodeId, word.attempt, word.worker);
  }

  private back(): void {
    void this.box.announce().catch(() => {});
    this.part?.mend();
  }

  private withdraw(): void {
    const { client } = this.options.link;
    this.part?.withdraw(async () => new Set(await client.hkeys(this.keys.results)));
  }

  private drain(): void {
    if (this.draining) return;
    this.options.note('draining: no further episode is started');
    this.draining = true;
    this.withdraw();
  }
}
