import type { RunKeys } from './keys.ts';
import type { Link } from './link.ts';
import type { Receipt } from './returned.ts';

/** Takes what came; the receipt goes to the worker, and only then the result is gone from Redis. Null: not now. */
export type Take = (
  id: string,
  bytes: Uint8Array,
) => Promise<{ readonly worker: string; readonly receipt: Receipt } | null>;

const LOOK_AGAIN_MS = 1_000;

/** Finished attempts as they arrive: heard of at once, and looked for now and then in case a word was lost. */
export class Inbox {
  private readonly link: Link;
  private readonly keys: RunKeys;
  private readonly take: Take;
  private readonly failed: (error: unknown) => void;
  private readonly busy = new Map<string, Promise<void>>();
  private readonly timer: NodeJS.Timeout;
  private readonly forgetBack: () => void;
  private closed = false;

  /** @param failed hears what `take` throws; the result stays in Redis */
  constructor(link: Link, keys: RunKeys, take: Take, failed: (error: unknown) => void) {
    this.link = link;
    this.keys = keys;
    this.take = take;
    this.failed = failed;
    this.timer = setInterval(() => this.look(), LOOK_AGAIN_MS);
    this.forgetBack = link.onBack(() => this.look());
  }

  /** All that lies there. */
  look(): void {
    void this.link.client.hkeys(this.keys.results).then(
      (ids) => {
        for (const id of ids) this.arrived(id);
      },
      () => {},
    );
  }

  /** One, known by its id; a second word of it while it is being taken changes nothing. */
  arrived(id: string): void {
    if (this.closed || this.busy.has(id)) return;
    const taking = this.handle(id)
      .catch((error) => this.closed || this.failed(error))
      .then(() => void this.busy.delete(id));
    this.busy.set(id, taking);
  }

  /** Finishes what is being taken. */
  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    this.forgetBack();
    await Promise.all(this.busy.values());
  }

  private async handle(id: string): Promise<void> {
    const { client } = this.link;
    const bytes = await client.hgetBuffer(this.keys.results, id);
    if (!bytes) return;
    const taken = await this.take(id, bytes);
    if (!taken) return;
    await client
      .multi()
      .hdel(this.keys.results, id)
      .publish(this.keys.receipts(taken.worker), JSON.stringify(taken.receipt))
      .exec();
  }
}
