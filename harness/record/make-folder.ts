import { constants } from 'node:fs';
import { access, mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/**
 * Makes a folder and what is missing above it, one level at a time.
 * Not `mkdir` with `recursive`: on a file system that refuses without saying so (/proc), that never returns.
 */
export async function makeFolder(path: string): Promise<void> {
  const whole = resolve(path);
  if (await isFolder(whole)) return access(whole, constants.W_OK);
  await makeFolder(dirname(whole));
  try {
    await mkdir(whole);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
