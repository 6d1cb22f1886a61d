import { type Job, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { EpisodeSpec } from '../types.ts';
import { PREFIX, type RunKeys } from './keys.ts';
import type { Link } from './link.ts';
import type { Task, TaskForm } from './task.ts';

export interface TaskQueueOptions {
  readonly planDigest: string;
  readonly nominalOf: (episode: EpisodeSpec) => EpisodeSpec | null;
  readonly signatureOf: (episodeId: string) => string | null;
}

/** An attempt that the queue has given up on. */
export interface GivenUp {
  readonly episodeId: string;
  readonly attempt: number;
  readonly reason: string;
}

/** The attempts of one run on BullMQ, from the coordinator's side. */
export class TaskQueue {
  private readonly queue: Queue<TaskForm>;
  private readonly client: Redis;

  constructor({ client }: Link, { attempts }: RunKeys) {
    this.client = client;
    this.queue = new Queue<TaskForm>(attempts, { connection: client, prefix: PREFIX });
    this.queue.on('error', () => {});
  }

  /** What is there already stays as it is: its id says which attempt it is. */
  async put(tasks: readonly Task[], options: TaskQueueOptions): Promise<void> {
    if (tasks.length === 0) return;
    await this.queue.addBulk(
      tasks.map((task) => ({
        name: 'attempt',
        data: formOf(task, options),
        opts: {
          jobId: task.id,
          removeOnComplete: true,
          ...(task.delayMs > 0 ? { delay: task.delayMs } : {}),
        },
      })),
    );
  }

  /** Those of these that the queue has lost, as a Redis without its memory does. */
  async missing(tasks: readonly Task[]): Promise<Task[]> {
    const there = await Promise.all(tasks.map((task) => this.client.exists(this.queue.toKey(task.id))));
    return tasks.filter((_, at) => there[at] === 0);
  }

  /** Takes out what failed: its worker was lost again and again, or could not make sense of it. */
  async takeGivenUp(): Promise<GivenUp[]> {
    const jobs = await this.queue.getFailed(0, 99);
    const given = jobs.map(({ data, failedReason }) => ({
      episodeId: data.episode.episodeId,
      attempt: data.attempt,
      reason: failedReason ?? 'no reason',
    }));
    await Promise.all(jobs.map((job) => job.remove()));
    return given;
  }

  /** Takes out all that no worker has begun. Gives what is under way. */
  async withdraw(): Promise<ReadonlySet<string>> {
    await this.queue.drain(true);
    const active = await this.queue.getActive(0, -1);
    return new Set(active.map((job: Job) => job.id!));
  }

  async remove(): Promise<void> {
    await this.queue.obliterate({ force: true });
  }

  close(): Promise<void> {
    return this.queue.close();
  }
}

function formOf({ episode, attempt }: Task, { planDigest, nominalOf, signatureOf }: TaskQueueOptions): TaskForm {
  const nominal = nominalOf(episode);
  const nominalSignature = nominal ? signatureOf(nominal.episodeId) : null;
  return { planDigest, episode, attempt, nominal, nominalSignature };
}
