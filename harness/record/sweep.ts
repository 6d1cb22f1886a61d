import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes halves of files that a writer left when it was killed. Whoever calls holds the lock of what is in `folder`. */
export async function sweep(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  await Promise.all(
    names.filter((name) => /\.\d+\.tmp$/.test(name)).map((name) => rm(join(folder, name), { force: true })),
  );
}
