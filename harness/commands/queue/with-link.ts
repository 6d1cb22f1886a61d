import { Link } from '../../queue/link.ts';
import { queueAddress } from './address.ts';

const PATIENCE_MS = 10_000;

/** Does something short with a queue. @throws HarnessError E_USAGE, E_QUEUE */
export async function withLink<T>(queue: string, work: (link: Link, name: string) => Promise<T>): Promise<T> {
  const address = queueAddress(queue);
  const link = await Link.open(address, {
    patienceMs: PATIENCE_MS,
    note: (line) => void process.stderr.write(`${line}\n`),
  });
  try {
    return await link.orLost(work(link, address.name));
  } finally {
    link.close();
  }
}
