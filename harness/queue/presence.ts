/** Who works for a run, told by each worker for as long as it lives. */
import type { RunKeys } from './keys.ts';
import type { Link } from './link.ts';

export interface WorkerFacts {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  /** Episodes at a time. */
  readonly slots: number;
  /** Episodes under way. */
  readonly busy: readonly string[];
  /** Attempts recorded. */
  readonly finished: number;
}

const BEAT_MS = 2_000;
/** A worker that is not heard of for so long is not shown. */
const ALIVE_MS = 10_000;

/** Says again and again that a worker is there. */
export class Presence {
  private readonly link: Link;
  private readonly keys: RunKeys;
  private readonly facts: () => WorkerFacts;
  private readonly timer: NodeJS.Timeout;

  constructor(link: Link, keys: RunKeys, facts: () => WorkerFacts) {
    this.link = link;
    this.keys = keys;
    this.facts = facts;
    this.timer = setInterval(() => void this.tell().catch(() => {}), BEAT_MS);
  }

  async tell(): Promise<void> {
    const facts = this.facts();
    await this.link.client
      .multi()
      .sadd(this.keys.workers, facts.id)
      .set(this.keys.worker(facts.id), JSON.stringify(facts), 'PX', ALIVE_MS)
      .exec();
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    const { id } = this.facts();
    if (this.link.client.status !== 'ready') return;
    await this.link.client.multi().srem(this.keys.workers, id).del(this.keys.worker(id)).exec();
  }
}

/** Those that are alive. */
export async function workersOf({ client }: Link, keys: RunKeys): Promise<WorkerFacts[]> {
  const ids = (await client.smembers(keys.workers)).sort();
  if (ids.length === 0) return [];
  const texts = await client.mget(ids.map((id) => keys.worker(id)));
  const dead = ids.filter((_, at) => texts[at] === null);
  if (dead.length > 0) await client.srem(keys.workers, ...dead);
  return texts.filter((text) => text !== null).map((text) => JSON.parse(text!) as WorkerFacts);
}
