import { rmSync } from 'node:fs';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { HarnessError } from '../errors.ts';
import { isAlive } from '../is-alive.ts';
import { onDisk } from './disk.ts';

interface Owner {
  readonly pid: number;
  readonly host: string;
}

/**
 * Takes the lock of a run folder, or of what is named: a second process on the same folder is refused, a lock whose owner is dead is taken over.
 * The file appears whole (written beside it, then linked), so nobody reads half an owner.
 */
export async function acquireLock(file: string, what = 'the run folder'): Promise<() => Promise<void>> {
  const own = `${file}.${process.pid}`;
  try {
    await onDisk('the lock', () =>
      writeFile(own, JSON.stringify({ pid: process.pid, host: hostname() } satisfies Owner)),
    );
    await claim(own, file, what);
  } finally {
    await rm(own, { force: true });
  }
  const onExit = (): void => rmSync(file, { force: true });
  process.once('exit', onExit);
  return async () => {
    process.off('exit', onExit);
    await rm(file, { force: true });
  };
}

async function claim(own: string, file: string, what: string): Promise<void> {
  if (await linked(own, file)) return;
  const owner = await ownerOf(file);
  if (owner && isHeld(owner)) throw inUse(file, what, owner);
  await rm(file, { force: true });
  if (!(await linked(own, file))) throw inUse(file, what, await ownerOf(file));
}

async function linked(own: string, file: string): Promise<boolean> {
  try {
    await link(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function ownerOf(file: string): Promise<Owner | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Owner;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** A lock of another host counts as held: its process cannot be seen from here. */
const isHeld = ({ pid, host }: Owner): boolean => host !== hostname() || isAlive(pid);

function inUse(file: string, what: string, owner: Owner | null): HarnessError {
  const who = owner ? `process ${owner.pid} on ${owner.host}` : 'another process';
  return new HarnessError('E_LOCKED', `${what} is in use by ${who}`, {
    hint: `wait for it, or remove ${file} if it is certain that nothing runs there`,
  });
}
