import { setTimeout as sleep } from 'node:timers/promises';
import logUpdate from 'log-update';
import { EXIT, HarnessError } from '../../errors.ts';
import type { Link } from '../../queue/link.ts';
import { type QueueStatus, queueStatus } from '../../queue/status.ts';
import { shownStatus } from './shown-status.ts';
import { withLink } from './with-link.ts';

export interface StatusOptions {
  readonly queue: string;
  readonly watch: boolean;
  readonly json: boolean;
}

const EVERY_MS = 1_000;

/** Prints it once, or again until the run is over. */
export async function status({ queue, watch, json }: StatusOptions): Promise<number> {
  const text = json ? (each: QueueStatus) => JSON.stringify(each) : shownStatus;
  return withLink(queue, async (link, name) => {
    const show = watch && !json && process.stdout.isTTY ? logUpdate : printedOnChange();
    for (;;) {
      const found = await present(link, name);
      show(text(found));
      if (!watch || found.state === 'over') return EXIT.done;
      await sleep(EVERY_MS);
    }
  });
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
