import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HarnessError } from '../../errors.ts';
import { makeFolder } from '../../record/make-folder.ts';
import { waitForLock } from '../../record/wait-for-lock.ts';

/** Where things lie in the folder of a site that its pages do not link to. */
export class SiteFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  get historyFile(): string {
    return join(this.path, 'history.json');
  }
  /** Files on their way into the site; not there when nobody publishes. */
  get stagingFolder(): string {
    return join(this.path, '.publish');
  }
  outcomesFile(page: string): string {
    return join(this.path, 'runs', page, 'baseline.json');
  }

  /** Makes it where it is missing, and holds it until the returned function is called. */
  async take(limitMs: number): Promise<() => Promise<void>> {
    await this.atThisPlace(() => makeFolder(this.path));
    return this.atThisPlace(() =>
      waitForLock(join(this.path, '.publish.lock'), `the site folder ${this.path}`, limitMs),
    );
  }

  /** What is there that no publisher has put there would be lost. @throws HarnessError E_OUTPUT */
  async requireNoOther(ours: readonly string[]): Promise<void> {
    for (const name of ours) {
      if (!(await exists(join(this.path, name)))) continue;
      throw new HarnessError(
        'E_OUTPUT',
        `cannot publish into ${this.path}: expected a folder without ${name}, or one with the history.json of a site`,
        { hint: 'choose another folder with --site, or put back its history.json' },
      );
    }
  }

  /** The user chose the place, so what the disk refuses is the user's to mend. */
  async atThisPlace<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (cause) {
      if (cause instanceof HarnessError && cause.code !== 'E_DISK') throw cause;
      const said = (cause as Error).message.replace(/\s+/g, ' ');
      throw new HarnessError('E_OUTPUT', `cannot write the site ${this.path}: ${said}`, {
        hint: 'choose a writable folder with --site; nothing was published',
        cause,
      });
    }
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** The text of a file; null when there is none. */
export async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
