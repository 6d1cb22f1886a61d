import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { packageRoot } from '../harness/package-root.ts';

const POLL_MS = 50;

export interface Watched {
  /** Until the condition held. */
  readonly sec: number;
  /** CPU of the process itself until then, without its children. */
  readonly cpuSec: number;
  /** The most memory that it had until then. */
  readonly peakMb: number;
}

/** Runs the command line until a condition holds, interrupts it, and waits until it has ended. */
export async function untilThen(args: readonly string[], holds: () => boolean, limitSec: number): Promise<Watched> {
  const cli = join(packageRoot(), 'dist', 'harness', 'cli.js');
  const start = performance.now();
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'ignore', 'ignore'] });
  try {
    while (!holds()) {
      if (child.exitCode !== null) throw new Error(`ended with exit code ${child.exitCode}: harness ${args.join(' ')}`);
      if (performance.now() - start > 1000 * limitSec) throw new Error(`not there after ${limitSec} s`);
      await sleep(POLL_MS);
    }
    return { sec: (performance.now() - start) / 1000, ...spentBy(child.pid!) };
  } finally {
    await interrupted(child);
  }
}

async function interrupted(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGINT');
  await once(child, 'exit');
}

const TICKS_PER_SEC = 100;

/** Linux. */
function spentBy(pid: number): Omit<Watched, 'sec'> {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/.*\) /, '').split(' ').slice(11, 13);
  const peakMb = Number(/VmHWM:\s+(\d+)/.exec(status)![1]) / 1000;
  return { cpuSec: (Number(user) + Number(system)) / TICKS_PER_SEC, peakMb };
}
