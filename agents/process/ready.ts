/** The one line of JSON by which a policy process says where it listens, or why it does not. */
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { HarnessError } from '../../harness/errors.ts';
import { unixAddress } from '../wire/unix.ts';

const announcement = z.union(
  [
    z.object({ socket: z.string().min(1) }),
    z.object({ port: z.int().min(1).max(65535) }),
    z.object({ error: z.object({ message: z.string(), traceback: z.string().nullish() }) }),
  ],
  { error: 'expected {"socket": path}, {"port": number} or {"error": {"message"}}' },
);

/**
 * Resolves with the address to connect to; null when the descriptor closes without a line.
 * @throws `E_POLICY` with the program's own reason, or for a line that is none of these
 */
export async function readyAddress(descriptor: Readable, name: string): Promise<string | null> {
  const lines = createInterface({ input: descriptor });
  try {
    for await (const line of lines) return addressIn(line, name);
  } finally {
    lines.close();
    descriptor.destroy();
  }
  return null;
}

function addressIn(line: string, name: string): string {
  const ready = announcement.safeParse(parsed(line));
  if (!ready.success) {
    const expected = ready.error.issues[0]!.message;
    throw new HarnessError('E_POLICY', `${name}: ready line: ${expected}, got ${line.slice(0, 80)}`);
  }
  if ('socket' in ready.data) return unixAddress(ready.data.socket);
  if ('port' in ready.data) return `ws://127.0.0.1:${ready.data.port}`;
  const { message, traceback } = ready.data.error;
  throw new HarnessError('E_POLICY', `${name}: ${message}`, { told: traceback ?? undefined });
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
