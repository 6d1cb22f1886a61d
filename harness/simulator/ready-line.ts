/** The one line of JSON by which a local bridge says where it listens. */
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { HarnessError } from '../errors.ts';
import { isMap, malformed, stringAt } from './check.ts';

/** Resolves with the path of the bridge's socket; rejects with `E_BRIDGE` when the descriptor closes without a line. */
export async function readyLine(descriptor: Readable): Promise<string> {
  const lines = createInterface({ input: descriptor });
  try {
    for await (const line of lines) return socketOf(line);
  } finally {
    lines.close();
    descriptor.destroy();
  }
  throw new HarnessError('E_BRIDGE', 'the bridge ended before it was ready');
}

function socketOf(line: string): string {
  let ready: unknown;
  try {
    ready = JSON.parse(line);
  } catch (cause) {
    throw new HarnessError('E_PROTOCOL', `ready line: expected JSON, got ${line.slice(0, 80)}`, { cause });
  }
  if (!isMap(ready)) throw malformed('ready line', 'a map', ready);
  return stringAt(ready, 'socket');
}
