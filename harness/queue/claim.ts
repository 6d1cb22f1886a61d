import { hostname } from 'node:os';
import { HarnessError } from '../errors.ts';
import type { QueueKeys } from './keys.ts';
import type { Link } from './link.ts';
import type { QueuedRun } from './queued-run.ts';

export interface Owner {
  readonly token: string;
  readonly runId: string;
  readonly host: string;
  readonly pid: number;
}

/** A coordinator that is not heard of for so long is dead. */
export const OWNER_MS = 15_000;
/** For workers and `harness queue status` that come a little late. */
const KEPT_AFTER_SEC = 24 * 3600;

/** A queue's name, taken for one run. A run of the same folder takes over at once: the lock of the folder says that it may. */
export class Claim {
  private readonly link: Link;
  private readonly keys: QueueKeys;
  private readonly run: QueuedRun;
  private readonly mark: string;

  constructor(link: Link, keys: QueueKeys, run: QueuedRun) {
    this.link = link;
    this.keys = keys;
    this.run = run;
    const owner: Owner = { token: run.token, runId: run.runId, host: hostname(), pid: process.pid };
    this.mark = JSON.stringify(owner);
  }

  /** Takes it, or says again that it is taken. @throws HarnessError E_LOCKED where another run has it */
  async hold(): Promise<void> {
    const { client, shown } = this.link;
    const owner = readOwner(await client.get(this.keys.owner));
    if (owner && owner.token !== this.run.token) throw inUse(shown, owner);
    await client
      .multi()
      .set(this.keys.owner, this.mark, 'PX', OWNER_MS)
      .set(this.keys.run, JSON.stringify(this.run))
      .exec();
  }

  /** The run has ended: workers may go home. */
  end(): Promise<void> {
    return this.leave({ ...this.run, state: 'over' });
  }

  /** The run has stopped, and the same command may go on with it some day: workers need not wait for that. */
  stop(why: string): Promise<void> {
    return this.leave({ ...this.run, state: 'stopped', why });
  }

  private async leave(run: QueuedRun): Promise<void> {
    await this.link.client.set(this.keys.run, JSON.stringify(run), 'EX', KEPT_AFTER_SEC);
    await this.release();
  }

  async release(): Promise<void> {
    await this.link.client.del(this.keys.owner);
  }
}

export function readOwner(text: string | null): Owner | null {
  return text === null ? null : (JSON.parse(text) as Owner);
}

function inUse(shown: string, { runId, host, pid }: Owner): HarnessError {
  return new HarnessError('E_LOCKED', `${shown} is in use by run ${runId}, process ${pid} on ${host}`, {
    hint: 'wait for it, or give this run a queue of another name: redis://host:port/other',
  });
}
