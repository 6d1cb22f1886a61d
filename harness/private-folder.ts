/** Folders that belong to one process and are named for it, so that what a killed one left can be told and removed. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './is-alive.ts';

const REMOVAL = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 } as const;

/** A new one of this process in `root`. @param prefix of all that serve the same end */
export const privateFolder = (root: string, prefix: string): string =>
  mkdtempSync(join(root, `${prefix}${process.pid}-`));

/** Removes those of processes that live no more; what such a one has started may still be writing, so removing is tried again. */
export function sweepPrivate(root: string, prefix: string): void {
  for (const name of readdirSync(root)) {
    const pid = name.startsWith(prefix) ? /^(\d+)-/.exec(name.slice(prefix.length))?.[1] : undefined;
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(root, name), REMOVAL);
  }
}
