import { setTimeout as sleep } from 'node:timers/promises';
import PQueue from 'p-queue';
import { HarnessError } from '../errors.ts';
import type { EpisodeSpec } from '../types.ts';
import { type Attempted, type AttemptSetting, attempt } from './attempt.ts';
import { Breaker } from './breaker.ts';
import { ErrorBudget } from './error-budget.ts';
import type { Worker } from './worker.ts';

export interface ScheduleEvents {
  started(episode: EpisodeSpec, attempt: number, worker: number): void;
  /** Must have made the attempt durable when it resolves; a rejection stops the run. */
  ended(attempted: Attempted): Promise<void>;
  note(line: string): void;
}

/** What is to be run, whoever runs it. */
export interface Assignment {
  /** Asked for one after the other, as workers become free. */
  readonly episodes: Iterable<EpisodeSpec>;
  /** One of them by its id; null for any other. */
  readonly find: (episodeId: string) => EpisodeSpec | null;
  readonly setting: AttemptSetting;
  /** Attempts recorded so far, by episode: numbering goes on from there. */
  readonly attemptsBefore: (episodeId: string) => number;
  /** Further tries after an infrastructure error, with the same seed. */
  readonly retries: number;
  /** Attempts with an infrastructure error after which the run stops; null: never. */
  readonly maxInfraErrors: number | null;
  /** How long a worker waits for a simulator or a policy that cannot be opened. */
  readonly giveUpMs: number;
  /** Aborted: no further episode is started, those under way are finished. */
  readonly stop: AbortSignal;
  /** Aborted: what is under way now leaves no record; what breaks from here on is our own doing. */
  readonly abandon: AbortSignal;
  readonly events: ScheduleEvents;
}

export interface Schedule extends Omit<Assignment, 'find'> {
  readonly workers: readonly Worker[];
}

const RETRY_PAUSE_MS = 250;

/** A worker, and what keeps it from trying in vain. */
interface Guarded {
  readonly worker: Worker;
  readonly breaker: Breaker;
}

/**
 * Runs every episode once, and again after infrastructure errors, over all workers.
 * @throws what made an attempt not durable; HarnessError E_INFRA after too many errors, E_GIVEN_UP, E_POLICY_CHANGED
 */
export async function runSchedule(schedule: Schedule): Promise<void> {
  const idle = schedule.workers.map((worker) => guarded(worker, schedule));
  const errors = new ErrorBudget(schedule.maxInfraErrors);
  const queue = new PQueue({ concurrency: schedule.workers.length });
  const clear = (): void => queue.clear();
  let failure: unknown = null;
  const fail = (error: unknown): void => {
    failure ??= error;
    clear();
  };
  const work = async (episode: EpisodeSpec): Promise<void> => {
    const free = idle.pop()!;
    await untilValid(episode, free, errors, schedule).catch(fail);
    idle.push(free);
  };
  schedule.stop.addEventListener('abort', clear);
  await fed(queue, schedule.episodes, work, () => failure !== null || schedule.stop.aborted).catch(fail);
  await queue.onIdle();
  schedule.stop.removeEventListener('abort', clear);
  if (failure) throw failure;
}

/** Holds one episode ready beside those under way: the next is asked for once a worker has taken it. */
async function fed(
  queue: PQueue,
  episodes: Iterable<EpisodeSpec>,
  work: (episode: EpisodeSpec) => Promise<void>,
  isOver: () => boolean,
): Promise<void> {
  if (isOver()) return;
  for (const episode of episodes) {
    await queue.onSizeLessThan(1);
    if (isOver()) return;
    void queue.add(() => work(episode));
  }
}

function guarded(worker: Worker, { giveUpMs, stop, setting, events }: Schedule): Guarded {
  const { clock } = setting;
  return { worker, breaker: new Breaker(worker, { giveUpMs, clock, stop, note: events.note }) };
}

/** The server now has another model than the one that the run is of: no episode of it belongs here. */
const isAnotherPolicy = ({ cause }: Attempted): boolean =>
  cause instanceof HarnessError && cause.code === 'E_POLICY_CHANGED';

async function untilValid(
  episode: EpisodeSpec,
  { worker, breaker }: Guarded,
  errors: ErrorBudget,
  schedule: Schedule,
): Promise<void> {
  const first = schedule.attemptsBefore(episode.episodeId) + 1;
  for (let tries = 0; tries <= schedule.retries; tries++) {
    await breaker.ready();
    if (schedule.stop.aborted) return;
    schedule.events.started(episode, first + tries, worker.id);
    const attempted = await attempt(episode, first + tries, worker, schedule.setting);
    if (schedule.abandon.aborted) return;
    await schedule.events.ended(attempted);
    if (isAnotherPolicy(attempted)) throw attempted.cause;
    breaker.ended(attempted.record.error !== null);
    errors.spend(attempted.record);
    if (!attempted.retryable || schedule.stop.aborted) return;
    await sleep(RETRY_PAUSE_MS * 2 ** tries, undefined, { signal: schedule.stop }).catch(() => {});
  }
}
