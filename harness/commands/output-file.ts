import { open, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { HarnessError } from '../errors.ts';
import { makeFolder } from '../record/make-folder.ts';

/** Writes what a command was asked for. @throws HarnessError E_OUTPUT where the disk refuses: the user chose the place */
export async function writeOutput(file: string, content: string | Uint8Array): Promise<void> {
  await atChosenPlace(file, () => writeFile(file, content));
}

/** Makes sure before any work that a file can be appended to, and makes its folder. @throws HarnessError E_OUTPUT */
export async function appendable(file: string): Promise<void> {
  await atChosenPlace(file, async () => {
    await makeFolder(dirname(file));
    await (await open(file, 'a')).close();
  });
}

export async function atChosenPlace(file: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    throw new HarnessError('E_OUTPUT', `cannot write ${file}: ${(cause as Error).message}`, {
      hint: 'choose a writable file',
      cause,
    });
  }
}
