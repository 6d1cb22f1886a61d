/**
 * Keeps a worker from burning the plan on a server that is gone (circuit breaker, Nygard 2007): after failures in a row it
 * starts no attempt until its simulator and its policy open again.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { HarnessError } from '../errors.ts';
import type { Worker } from './worker.ts';

export interface Patience {
  /** How long a worker waits for what it cannot open. */
  readonly giveUpMs: number;
  /** Milliseconds from any fixed origin. */
  readonly clock: () => number;
  /** Aborted: nobody waits any longer. */
  readonly stop: AbortSignal;
  /** Hears that a worker waits, and for what. */
  readonly note: (line: string) => void;
}

/** Failures in a row after which a worker looks before it goes on. */
const TRIPS_AT = 2;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

export class Breaker {
  readonly #worker: Worker;
  readonly #patience: Patience;
  #failures = 0;

  constructor(worker: Worker, patience: Patience) {
    this.#worker = worker;
    this.#patience = patience;
  }

  ended(failed: boolean): void {
    this.#failures = failed ? this.#failures + 1 : 0;
  }

  /**
   * Resolves when an attempt is worth its while, or nobody waits for it any more.
   * @throws HarnessError E_GIVEN_UP with what kept the worker, after all its patience; E_POLICY_CHANGED at once
   */
  async ready(): Promise<void> {
    if (this.#failures < TRIPS_AT) return;
    const { clock, giveUpMs, stop, note } = this.#patience;
    const sinceMs = clock();
    for (let pauseMs = FIRST_PAUSE_MS; !stop.aborted; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      const trouble = await this.#trouble();
      if (trouble === null) return;
      const leftMs = giveUpMs - (clock() - sinceMs);
      if (leftMs <= 0) throw givenUp(this.#worker, giveUpMs, trouble);
      if (pauseMs === FIRST_PAUSE_MS) note(`worker ${this.#worker.id} waits: ${trouble.message}`);
      await sleep(Math.min(pauseMs, leftMs), undefined, { signal: stop }).catch(() => {});
    }
  }

  /** What keeps the worker from opening; null when it has. */
  async #trouble(): Promise<HarnessError | null> {
    try {
      await this.#worker.ready();
      return null;
    } catch (error) {
      if (error instanceof HarnessError && error.code !== 'E_POLICY_CHANGED') return error;
      throw error;
    }
  }
}

function givenUp({ id }: Worker, giveUpMs: number, cause: HarnessError): HarnessError {
  const minutes = Number((giveUpMs / 60_000).toPrecision(2));
  return new HarnessError('E_GIVEN_UP', `worker ${id} could not go on for ${minutes} min: ${cause.message}`, {
    hint: 'nothing is lost; the same command goes on where it stopped',
    cause,
  });
}
