import { readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { counted } from '../counted.ts';
import type { Trace } from '../episode/trace.ts';
import { HarnessError } from '../errors.ts';
import { onDisk } from './disk.ts';
import { makeFolder } from './make-folder.ts';
import { decodeTrace, encodeTrace } from './trace-codec.ts';

/** @param trace itself, or its bytes as they were encoded elsewhere */
export async function writeTrace(file: string, trace: Trace | Uint8Array): Promise<void> {
  await onDisk('a trace', async () => {
    await makeFolder(dirname(file));
    await writeFile(file, trace instanceof Uint8Array ? trace : encodeTrace(trace));
  });
}

/** @throws HarnessError E_RECORDS when there is none, or none that is whole */
export async function readTrace(file: string): Promise<Trace> {
  const trace = await readTraceIfKept(file);
  if (trace) return trace;
  throw new HarnessError('E_RECORDS', `expected a trace in ${file}, got no such file`);
}

/** Null where somebody has removed it to save room. */
export async function readTraceIfKept(file: string): Promise<Trace | null> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (!bytes) return null;
  try {
    return decodeTrace(bytes);
  } catch (cause) {
    const message = `expected a whole trace in ${file}, got ${counted(bytes.length, 'byte')} without one: ${(cause as Error).message}`;
    throw new HarnessError('E_RECORDS', message, { cause });
  }
}
