import { setTimeout as sleep } from 'node:timers/promises';
import logUpdate from 'log-update';
import { EXIT, HarnessError } from '../../errors.ts';
import { keysOf } from '../../queue/keys.ts';
import type { Link } from '../../queue/link.ts';
import { waitForRun } from '../../queue/run-watch.ts';
import { type QueueStatus, queueStatus } from '../../queue/status.ts';
import { shownStatus } from './shown-status.ts';
import { withLink } from './with-link.ts';

export interface StatusOptions {
  readonly queue: string;
  readonly watch: boolean;
  /** Seconds. */
  readonly patience: number;
  readonly json: boolean;
}

const EVERY_MS = 1_000;

/** Prints it once, or again until the run is over; then a run that is not there yet is waited for. */
export async function status({ queue, watch, json, patience }: StatusOptions): Promise<number> {
  const text = json ? (each: QueueStatus) => JSON.stringify(each) : shownStatus;
  return withLink(queue, async (link, name) => {
    if (watch) await anyRun(link, name, 1000 * patience);
    const show = watch && !json && process.stdout.isTTY ? logUpdate : printedOnChange();
    for (;;) {
      const found = await present(link, name);
      show(text(found));
      if (!watch || found.state === 'over') return EXIT.done;
      if (found.state === 'stopped') return EXIT.noData;
      await sleep(EVERY_MS);
    }
  });
}

/** @throws HarnessError E_QUEUE when none comes */
async function anyRun(link: Link, name: string, patienceMs: number): Promise<void> {
  if (await queueStatus(link, name)) return;
  const note = (line: string): void => void process.stderr.write(`${line}\n`);
  await waitForRun(link, keysOf(name), { patienceMs, stop: new AbortController().signal, note });
}

async function present(link: Link, name: string): Promise<QueueStatus> {
  const found = await queueStatus(link, name);
  if (found) return found;
  throw new HarnessError('E_RUN', `no run on ${link.shown}: expected one of harness run --queue`);
}

function printedOnChange(): (text: string) => void {
  let last = '';
  return (text) => {
    if (text !== last) process.stdout.write(`${text}\n`);
    last = text;
  };
}
