import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const NAME = /^chaos-(\d+)-/;

/**
 * A folder of this process among temporary ones, named for it. Those of processes that were killed before they could say where
 * theirs is go now: nobody else knows of them.
 */
export function privateFolder(root: string): string {
  for (const name of readdirSync(root)) {
    const owner = NAME.exec(name)?.[1];
    if (owner !== undefined && !isAlive(Number(owner))) rmSync(join(root, name), { recursive: true, force: true });
  }
  return mkdtempSync(join(root, `chaos-${process.pid}-`));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
