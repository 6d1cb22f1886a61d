import { Redis } from 'ioredis';
import { HarnessError } from '../errors.ts';
import type { QueueAddress } from './address.ts';

export interface LinkOptions {
  /** How long Redis may be away before this side gives up. */
  readonly patienceMs: number;
  readonly note: (line: string) => void;
}

const FIRST_CONNECT_MS = 5_000;
const LONGEST_PAUSE_MS = 1_000;
/** No later try can mend these. */
const HOPELESS = /WRONGPASS|NOAUTH|NOPERM|invalid username-password|ERR AUTH/i;

/** Two connections to Redis, for commands and for listening, that outlive a restart of it. */
export class Link {
  readonly client: Redis;
  readonly subscriber: Redis;
  readonly shown: string;
  private readonly options: LinkOptions;
  private readonly backListeners = new Set<() => void>();
  private readonly gaveUp: Promise<never>;
  private giveUp: (error: HarnessError) => void = () => {};
  private timer: NodeJS.Timeout | null = null;
  private closed = false;
  /** Connections that the queue library makes of `client` for its own waiting. */
  private readonly copies: Redis[] = [];

  /** @throws HarnessError E_QUEUE when Redis is not there, or does not let us in */
  static async open(address: QueueAddress, options: LinkOptions): Promise<Link> {
    const link = new Link(address, options);
    try {
      await Promise.all([firstReady(link.client, link.shown), firstReady(link.subscriber, link.shown)]);
    } catch (error) {
      link.close();
      throw error;
    }
    link.watch();
    return link;
  }

  private constructor({ shown, redis }: QueueAddress, options: LinkOptions) {
    const settings = {
      ...redis,
      maxRetriesPerRequest: null,
      retryStrategy: (times: number) => Math.min(50 * 2 ** times, LONGEST_PAUSE_MS),
    };
    this.shown = shown;
    this.options = options;
    this.client = this.remembered(new Redis(settings));
    this.subscriber = new Redis(settings);
    // Told by `watch` and `firstReady`: an emitter without a listener would end the process.
    for (const each of [this.client, this.subscriber]) each.on('error', () => {});
    this.gaveUp = new Promise((_, reject) => {
      this.giveUp = reject;
    });
    this.gaveUp.catch(() => {});
  }

  /** The same promise, or the error of having waited too long for Redis. */
  orLost<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.gaveUp]);
  }

  /** Called each time that Redis is there again: what it held may be lost. */
  onBack(listener: () => void): () => void {
    this.backListeners.add(listener);
    return () => this.backListeners.delete(listener);
  }

  /** Does some work, and all of it again where Redis went away in the middle: transactions are not sent anew by themselves. */
  async whole<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!isCutOff(error) || this.closed) throw error;
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
  }

  close(): void {
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
    for (const each of [this.client, this.subscriber, ...this.copies]) each.disconnect();
  }

  /** What it is duplicated to ends with it: a connection that tries on and on would keep the process alive. */
  private remembered(client: Redis): Redis {
    const duplicate = client.duplicate.bind(client);
    client.duplicate = (override) => {
      const copy = duplicate(override);
      this.copies.push(copy);
      return copy;
    };
    return client;
  }

  private watch(): void {
    this.client.on('close', () => this.lost());
    this.client.on('ready', () => this.back());
  }

  private lost(): void {
    if (this.closed || this.timer) return;
    const { patienceMs, note } = this.options;
    note(`${this.shown} is gone: waiting for it, up to ${Math.round(patienceMs / 1000)} s`);
    this.timer = setTimeout(() => {
      this.giveUp(new HarnessError('E_QUEUE', `${this.shown} was gone for ${Math.round(patienceMs / 1000)} s`, HINT));
    }, patienceMs);
  }

  private back(): void {
    if (!this.timer) return;
    clearTimeout(this.timer);
    this.timer = null;
    this.options.note(`${this.shown} is back`);
    for (const listener of this.backListeners) listener();
  }
}

/** Redis went away in the middle of a transaction; nothing is wrong with it. */
export const isCutOff = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

const AGAIN_MS = 100;

const HINT = { hint: 'what is on the disk is safe; the same command goes on where it stopped' };

async function firstReady(client: Redis, shown: string): Promise<void> {
  if (client.status === 'ready') return;
  let last = 'no answer';
  let timer: NodeJS.Timeout | undefined;
  const detach: (() => void)[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      const onError = (error: Error) => {
        last = error.message.split('\n')[0] || (error as NodeJS.ErrnoException).code || 'no connection';
        if (HOPELESS.test(last)) reject(error);
      };
      client.once('ready', resolve).on('error', onError);
      detach.push(() => client.off('error', onError).off('ready', resolve));
      timer = setTimeout(reject, FIRST_CONNECT_MS);
    });
  } catch {
    throw new HarnessError('E_QUEUE', `cannot reach ${shown}: ${last}`, {
      hint: 'is redis-server running there? a password goes into HARNESS_REDIS_PASSWORD',
    });
  } finally {
    clearTimeout(timer);
    for (const each of detach) each();
  }
}
