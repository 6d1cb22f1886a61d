import { writeFile } from 'node:fs/promises';
import { HarnessError } from '../errors.ts';

/** Writes what a command was asked for. @throws HarnessError E_OUTPUT where the disk refuses: the user chose the place */
export async function writeOutput(file: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(file, content);
  } catch (cause) {
    throw new HarnessError('E_OUTPUT', `cannot write ${file}: ${(cause as Error).message}`, {
      hint: 'choose a writable file with --out',
      cause,
    });
  }
}
