import type { Reporter } from '../../../reports/index.ts';
import type { QueueAddress } from '../../queue/address.ts';
import { Link } from '../../queue/link.ts';
import { queueAddress } from '../queue/address.ts';
import type { RunOptions } from './options.ts';

export interface OpenQueue {
  readonly address: QueueAddress;
  readonly link: Link;
}

/** Null where the episodes run here. @throws HarnessError E_USAGE, E_QUEUE */
export async function openQueue({ queue, patience }: RunOptions, reporter: Reporter): Promise<OpenQueue | null> {
  if (queue === undefined) return null;
  const address = queueAddress(queue);
  const note = (line: string): void => reporter.note(line);
  return { address, link: await Link.open(address, { patienceMs: patience * 1000, note }) };
}
