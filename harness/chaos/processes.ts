import { readdirSync, readFileSync } from 'node:fs';

/** The variable by which everything that a stage started, and what that started, is known. */
export const MARK = 'HARNESS_CHAOS';

export interface LivingProcess {
  readonly pid: number;
  readonly words: string;
}

/** Living processes whose environment bears this mark. Reads /proc: none where there is none. */
export function markedProcesses(mark: string): readonly LivingProcess[] {
  return pids().flatMap((pid) => {
    const isMarked = textOf(`/proc/${pid}/environ`).includes(`\0${MARK}=${mark}\0`);
    return isMarked ? [{ pid, words: textOf(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim() }] : [];
  });
}

function pids(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** Empty for a process that is gone, or somebody else's. */
function textOf(file: string): string {
  try {
    return `\0${readFileSync(file, 'utf8')}`;
  } catch {
    return '';
  }
}
