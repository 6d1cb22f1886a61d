import { readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Trace } from '../episode/trace.ts';
import { HarnessError } from '../errors.ts';
import { onDisk } from './disk.ts';
import { makeFolder } from './make-folder.ts';
import { decodeTrace, encodeTrace } from './trace-codec.ts';

export async function writeTrace(file: string, trace: Trace): Promise<void> {
  await onDisk('a trace', async () => {
    await makeFolder(dirname(file));
    await writeFile(file, encodeTrace(trace));
  });
}

export async function readTrace(file: string): Promise<Trace> {
  const bytes = await bytesOf(file);
  try {
    return decodeTrace(bytes);
  } catch (cause) {
    const message = `expected a whole trace in ${file}, got ${bytes.length} bytes that are none: ${(cause as Error).message}`;
    throw new HarnessError('E_RECORDS', message, { cause });
  }
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new HarnessError('E_RECORDS', `expected a trace in ${file}, got ${(cause as Error).message}`, { cause });
  }
}
