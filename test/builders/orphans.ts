import { readdirSync, readFileSync } from 'node:fs';

/** Processes that still run with this text in their environment, as `pid command` (Linux). */
export function processesWith(text: string): string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const found = pids.filter((pid) => read(`/proc/${pid}/environ`).includes(text));
  return found.map((pid) => `${pid} ${read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim()}`);
}

/** Empty for a process that ended in between. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
