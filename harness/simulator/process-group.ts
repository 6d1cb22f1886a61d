/** A child that leads its own process group, so that what it starts ends with it. */
import type { ChildProcess } from 'node:child_process';

/** Sends a signal to the group of a child that was spawned `detached`; a group that is gone already is fine. */
export function signalGroup(leaderPid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leaderPid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Resolves with how the child ended, in words; never rejects. Its group is killed at that moment: no grandchild stays. */
export function ended(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (cause) => resolve(`could not be started: ${cause.message}`));
    child.once('exit', (code, signal) => {
      if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL');
      // Its streams may still hold what it said last.
      setImmediate(() => resolve(signal ? `was killed by ${signal}` : `ended with exit code ${code}`));
    });
  });
}
