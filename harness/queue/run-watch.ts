import { HarnessError } from '../errors.ts';
import { hear } from './hear.ts';
import type { QueueKeys } from './keys.ts';
import type { Link } from './link.ts';
import { type QueuedRun, queuedRunForm } from './queued-run.ts';

const LOOK_MS = 500;

/** The run that a queue serves; null where it serves none, or one of a release that says it otherwise. */
export async function queuedRunAt({ client }: Link, keys: QueueKeys): Promise<QueuedRun | null> {
  const text = await client.get(keys.run);
  return text === null ? null : (queuedRunForm.safeParse(JSON.parse(text)).data ?? null);
}

/** The run that there is, or the next one. @throws HarnessError E_QUEUE when none comes */
export async function waitForRun(
  link: Link,
  keys: QueueKeys,
  { patienceMs, stop, note }: { patienceMs: number; stop: AbortSignal; note: (line: string) => void },
): Promise<QueuedRun | null> {
  const endMs = performance.now() + patienceMs;
  for (let looks = 0; !stop.aborted; looks++) {
    const run = await link.orLost(queuedRunAt(link, keys));
    if (run?.state === 'open') return run;
    if (performance.now() >= endMs) throw nothingThere(link.shown, patienceMs);
    if (looks === 0) note(`no run on ${link.shown} yet: waiting up to ${Math.round(patienceMs / 1000)} s`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return null;
}

const nothingThere = (shown: string, patienceMs: number): HarnessError =>
  new HarnessError('E_QUEUE', `no run came to ${shown} in ${Math.round(patienceMs / 1000)} s`, {
    hint: 'harness run --queue puts one there; --patience <sec> waits longer',
  });

/** From a worker's side: whether its run still goes on. */
export class RunWatch {
  /** Resolves when the run is over or another one has taken its place; rejects when it has stopped, or nobody takes results any more. */
  readonly over: Promise<void>;
  private readonly timer: NodeJS.Timeout;
  private release: () => void = () => {};
  private looking = false;

  static async start(link: Link, keys: QueueKeys, run: QueuedRun, patienceMs: number): Promise<RunWatch> {
    const watch = new RunWatch(link, keys, run, patienceMs);
    try {
      watch.release = await hear(link, keys.of(run.token).bell, () => watch.look());
      return watch;
    } catch (error) {
      watch.close();
      throw error;
    }
  }

  private look: () => void = () => {};

  private constructor(link: Link, keys: QueueKeys, run: QueuedRun, patienceMs: number) {
    let lastOwnerMs = performance.now();
    this.over = new Promise((resolve, reject) => {
      const once = async (): Promise<void> => {
        if (link.client.status !== 'ready') return;
        const [found, owner] = [await queuedRunAt(link, keys), await link.client.exists(keys.owner)];
        if (found && (found.token !== run.token || found.state === 'over')) return resolve();
        if (found?.state === 'stopped') return reject(stopped(found));
        if (owner) lastOwnerMs = performance.now();
        if (performance.now() - lastOwnerMs > patienceMs) reject(left(run, patienceMs));
      };
      this.look = () => {
        if (this.looking) return;
        this.looking = true;
        void once()
          .catch(() => {})
          .then(() => {
            this.looking = false;
          });
      };
    });
    this.over.catch(() => {});
    this.timer = setInterval(this.look, LOOK_MS);
  }

  close(): void {
    clearInterval(this.timer);
    this.release();
  }
}

const stopped = ({ runId, why }: QueuedRun): HarnessError =>
  new HarnessError('E_QUEUE', `run ${runId} has stopped: ${why}`, {
    hint: 'what this worker had finished is kept; repeat the harness run command, then start the worker again',
  });

const left = ({ runId }: QueuedRun, patienceMs: number): HarnessError =>
  new HarnessError('E_QUEUE', `nobody has taken results of run ${runId} for ${Math.round(patienceMs / 1000)} s`, {
    hint: 'repeat its harness run command, then start the worker again',
  });
