/** What the coordinator has under way: some episodes, from their first attempt on the queue to their last on the disk. */
import { EMPTY_TRACE, NO_ASSETS } from '../episode/trace.ts';
import { HarnessError } from '../errors.ts';
import { type Attempted, lostAttempt } from '../run/attempt.ts';
import { ErrorBudget } from '../run/error-budget.ts';
import type { Assignment } from '../run/schedule.ts';
import type { EpisodeRecord } from '../types.ts';
import { Ledger } from './ledger.ts';
import { isCutOff } from './link.ts';
import type { Returned } from './returned.ts';
import type { Task } from './task.ts';
import type { GivenUp, TaskQueue } from './task-queue.ts';

/** Attempts on the queue at a time: more than workers can take before the next are put there, few enough for any Redis. */
const WINDOW = 1_000;

export class Part {
  private readonly assignment: Assignment;
  private readonly ledger: Ledger;
  private readonly errors: ErrorBudget;
  private readonly queue: TaskQueue;
  private readonly planDigest: string;
  /** One change of the queue at a time. */
  private turn: Promise<void> = Promise.resolve();
  private withdrawn = false;
  private end: { readonly resolve: () => void; readonly reject: (error: unknown) => void } | null = null;
  readonly ended: Promise<void>;

  constructor(assignment: Assignment, queue: TaskQueue, planDigest: string) {
    this.assignment = assignment;
    this.ledger = new Ledger(assignment.episodes, assignment);
    this.errors = new ErrorBudget(assignment.maxInfraErrors);
    this.queue = queue;
    this.planDigest = planDigest;
    this.ended = new Promise((resolve, reject) => {
      this.end = { resolve, reject };
    });
    this.ended.catch(() => {});
  }

  get isWithdrawn(): boolean {
    return this.withdrawn;
  }

  /** Puts what fits on the queue; at the end of the plan, ends once all is recorded. */
  refill(): void {
    this.change(async () => {
      if (this.ledger.size <= WINDOW / 2) await this.put(this.ledger.take(WINDOW));
    });
  }

  /** Puts what the queue has lost there again. */
  mend(): void {
    this.change(async () => this.put(await this.queue.missing(this.ledger.outstanding)));
  }

  /** Starts nothing more, and ends once what is under way is recorded. */
  withdraw(results: () => Promise<ReadonlySet<string>>): void {
    if (this.withdrawn) return;
    this.withdrawn = true;
    this.change(async () => {
      const active = await this.queue.withdraw();
      const arrived = await results();
      this.ledger.withdraw(({ id }) => active.has(id) || arrived.has(id));
    });
  }

  leave(): void {
    this.end?.resolve();
  }

  fail(error: unknown): void {
    this.end?.reject(error);
  }

  started(episodeId: string, attempt: number, worker: number): void {
    const task = this.ledger.taskOf(episodeId);
    if (task?.attempt === attempt) this.assignment.events.started(task.episode, attempt, worker);
  }

  verdict({ episodeId, attempt, digest }: Returned['record']) {
    return this.ledger.verdict(episodeId, attempt, digest);
  }

  get isAbandoned(): boolean {
    return this.assignment.abandon.aborted;
  }

  /** An attempt that is wanted: makes it durable, and goes on. */
  async record({ record, trace, retryable }: Returned): Promise<void> {
    const cause = record.error ? new HarnessError(record.error.code, record.error.message) : null;
    await this.settle({ record, trace: trace ?? EMPTY_TRACE, assets: NO_ASSETS, retryable, cause });
    if (cause?.code === 'E_POLICY_CHANGED') this.fail(cause);
  }

  async givenUp({ episodeId, attempt, reason }: GivenUp, nowMs: number): Promise<void> {
    const task = this.ledger.taskOf(episodeId);
    if (task?.attempt !== attempt) return;
    const cause = new HarnessError('E_WORKER', `no worker brought it to an end: ${reason}`);
    await this.settle(lostAttempt(task.episode, attempt, cause, nowMs));
  }

  private async settle(attempted: Attempted): Promise<void> {
    const { events, setting } = this.assignment;
    const { episodeId, attempt, evidence } = attempted.record;
    await events.ended(attempted);
    setting.signatures.learn(episodeId, evidence.signature);
    const retry = this.ledger.recorded(episodeId, attempt, attempted.retryable);
    if (retry) this.change(() => this.put([retry]));
    else this.refill();
    this.spend(attempted.record);
  }

  /** Too many errors end the part; the attempt itself is recorded. */
  private spend(record: EpisodeRecord): void {
    try {
      this.errors.spend(record);
    } catch (error) {
      this.fail(error);
    }
  }

  private async put(tasks: readonly Task[]): Promise<void> {
    const { setting } = this.assignment;
    await this.queue.put(tasks, {
      planDigest: this.planDigest,
      nominalOf: setting.nominalOf,
      signatureOf: (episodeId) => setting.signatures.encoded(episodeId),
    });
  }

  private change(work: () => Promise<void>): void {
    this.turn = this.turn
      .then(work)
      .then(() => {
        if (this.ledger.finished) this.leave();
      })
      // What Redis did not hear the end of is put there once it is back.
      .catch((error) => void (isCutOff(error) || this.fail(error)));
  }
}
