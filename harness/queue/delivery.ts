import type { VisualAssets } from '../render/visuals.ts';
import { sendAssets } from './asset-box.ts';
import { hear } from './hear.ts';
import type { RunKeys } from './keys.ts';
import type { Link } from './link.ts';
import { encodeReturned, type Receipt, type Returned, receiptForm } from './returned.ts';
import { taskId } from './task.ts';
import type { Word } from './words.ts';

const ASK_AGAIN_MS = 3_000;
const KEPT_SEC = 7 * 24 * 3600;

/** Brings finished attempts to the coordinator, and lets go of none before it says what became of it. */
export class Delivery {
  private readonly link: Link;
  private readonly keys: RunKeys;
  private readonly waiting = new Map<string, (receipt: Receipt) => void>();
  private release: () => void = () => {};

  static async open(link: Link, keys: RunKeys, worker: string): Promise<Delivery> {
    const delivery = new Delivery(link, keys);
    delivery.release = await hear(link, keys.receipts(worker), (text) => delivery.receive(text));
    return delivery;
  }

  private constructor(link: Link, keys: RunKeys) {
    this.link = link;
    this.keys = keys;
  }

  /** Resolves with the receipt; null when `gone` says that nobody will give one. */
  async bring(returned: Returned, assets: VisualAssets, gone: AbortSignal): Promise<Receipt | null> {
    const id = taskId(returned.record.episodeId, returned.record.attempt);
    const bytes = Buffer.from(encodeReturned(returned));
    while (!gone.aborted) {
      const receipt = this.receipt(id, gone);
      await this.link.whole(() => this.send(id, bytes, assets));
      const got = await receipt;
      if (got && got.said !== 'again') return got;
    }
    return null;
  }

  close(): void {
    this.release();
  }

  /** What lies in Redis already is only mentioned again; a Redis that lost it gets it anew. */
  private async send(id: string, bytes: Buffer, assets: VisualAssets): Promise<void> {
    const { client } = this.link;
    await sendAssets(this.link, this.keys, assets);
    const { heard, results } = this.keys;
    const transaction = client.multi();
    if ((await client.hexists(results, id)) === 0) transaction.hset(results, id, bytes).expire(results, KEPT_SEC);
    await transaction.publish(heard, JSON.stringify({ kind: 'result', id } satisfies Word)).exec();
  }

  private receive(text: string): void {
    const receipt = receiptForm.safeParse(JSON.parse(text)).data;
    if (receipt) this.waiting.get(receipt.id)?.(receipt);
  }

  private async receipt(id: string, gone: AbortSignal): Promise<Receipt | null> {
    let timer: NodeJS.Timeout | undefined;
    let leave = (): void => {};
    try {
      return await new Promise((resolve) => {
        leave = () => resolve(null);
        timer = setTimeout(leave, ASK_AGAIN_MS);
        gone.addEventListener('abort', leave);
        this.waiting.set(id, resolve);
      });
    } finally {
      clearTimeout(timer);
      gone.removeEventListener('abort', leave);
      this.waiting.delete(id);
    }
  }
}
