/** What goes on on a queue, for anybody who asks. */
import { Queue } from 'bullmq';
import { type Owner, readOwner } from './claim.ts';
import { keysOf, PREFIX, type RunKeys } from './keys.ts';
import type { Link } from './link.ts';
import { type WorkerFacts, workersOf } from './presence.ts';
import type { QueuedRun } from './queued-run.ts';
import { queuedRunAt } from './run-watch.ts';
import type { Progress } from './tally.ts';

export interface QueueStatus {
  readonly run: string;
  /** `orphaned`: open, and nobody writes its records down. */
  readonly state: 'running' | 'paused' | 'draining' | 'orphaned' | 'stopped' | 'over';
  /** What stopped it; null unless something has. */
  readonly why: string | null;
  readonly coordinator: Owner | null;
  readonly progress: Progress;
  /** Attempts on the queue; the rest of the plan is put there as these are done. */
  readonly waiting: number;
  readonly underWay: number;
  /** Finished, not yet on the coordinator's disk. */
  readonly unrecorded: number;
  readonly workers: readonly WorkerFacts[];
}

/** Null where there was no run. */
export async function queueStatus(link: Link, name: string): Promise<QueueStatus | null> {
  const keys = keysOf(name);
  const run = await queuedRunAt(link, keys);
  if (!run) return null;
  const own = keys.of(run.token);
  const coordinator = readOwner(await link.client.get(keys.owner));
  return onQueue(link, own, async (queue) => ({
    run: run.runId,
    why: run.why,
    state: await stateOf(link, own, queue, run, coordinator),
    coordinator,
    progress: await progressOf(link, own, run),
    ...(await countsOf(link, own, queue)),
    workers: await workersOf(link, own),
  }));
}

/** Changes what the queue of the present run does. @returns the run; null where there is none that is open */
export async function direct(link: Link, name: string, order: 'pause' | 'resume' | 'drain'): Promise<QueuedRun | null> {
  const keys = keysOf(name);
  const run = await queuedRunAt(link, keys);
  if (run?.state !== 'open') return null;
  const own = keys.of(run.token);
  if (order === 'drain') await link.client.set(own.control, 'drain');
  else await onQueue(link, own, (queue) => queue[order]());
  return run;
}

async function onQueue<T>({ client }: Link, { attempts }: RunKeys, work: (queue: Queue) => Promise<T>): Promise<T> {
  const queue = new Queue(attempts, { connection: client, prefix: PREFIX, skipMetasUpdate: true });
  queue.on('error', () => {});
  try {
    return await work(queue);
  } finally {
    await queue.close();
  }
}

async function stateOf(
  { client }: Link,
  { control }: RunKeys,
  queue: Queue,
  run: QueuedRun,
  coordinator: Owner | null,
): Promise<QueueStatus['state']> {
  if (run.state !== 'open') return run.state;
  if (coordinator?.token !== run.token) return 'orphaned';
  if ((await client.get(control)) === 'drain') return 'draining';
  return (await queue.isPaused()) ? 'paused' : 'running';
}

async function countsOf({ client }: Link, { results }: RunKeys, queue: Queue) {
  const counts = await queue.getJobCounts('waiting', 'delayed', 'active');
  const { waiting = 0, delayed = 0, active = 0 } = counts;
  return { waiting: waiting + delayed, underWay: active, unrecorded: await client.hlen(results) };
}

async function progressOf({ client }: Link, { progress }: RunKeys, run: QueuedRun): Promise<Progress> {
  const text = await client.get(progress);
  if (text !== null) return JSON.parse(text) as Progress;
  return { planned: run.planned, attempts: 0, outcomes: { success: 0, failure: 0, invalid: 0, infra_error: 0 } };
}
