import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { HarnessError } from '../errors.ts';
import { RunFolder } from '../record/folder.ts';
import { acquireLock } from '../record/lock.ts';
import { sweep } from '../record/sweep.ts';
import { folders } from './choose-folder.ts';

/**
 * Takes away the folders of runs that were killed while their plan was drawn: nothing goes on with them, and half of a large
 * plan is large. What is locked, by whomever, or has a manifest stays.
 */
export async function clearHalfDrawn(home: string): Promise<void> {
  for (const name of await folders(home)) {
    const folder = new RunFolder(resolve(home, name));
    if (existsSync(folder.lockFile) && !existsSync(folder.manifestFile)) await cleared(folder);
  }
}

async function cleared(folder: RunFolder): Promise<void> {
  const release = await acquireLock(folder.lockFile).catch(unlessOurs);
  if (release === null) return;
  await sweep(folder.path);
  await release();
  await folder.removeBlank();
}

/** In use, or of somebody whose files are not ours to remove. */
function unlessOurs(error: unknown): null {
  if (error instanceof HarnessError) return null;
  throw error;
}
