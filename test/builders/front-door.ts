import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Test } from 'tap';
import { readAttempts } from '../../harness/record/log.ts';
import type { EpisodeRecord } from '../../harness/types.ts';
import { fakeBridgeCommand } from '../fakes/bridge-command.ts';
import type { Fault } from '../fakes/faults.ts';

export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const CLI = join(import.meta.dirname, '..', '..', 'dist', 'harness', 'cli.js');
const TIME_LIMIT_MS = 120_000;

/** The real command line in a folder of its own; what it leaves in its temporary folder fails the test. */
export class FrontDoor {
  readonly folder: string;
  private readonly temporary: string;
  private readonly limitMs: number;

  /** @param limitMs after which a process is killed */
  constructor(test: Test, limitMs = TIME_LIMIT_MS) {
    this.limitMs = limitMs;
    this.folder = mkdtempSync(join(tmpdir(), 'harness-test-'));
    this.temporary = join(this.folder, 'tmp');
    mkdirSync(this.temporary);
    test.teardown(() => rmSync(this.folder, { recursive: true, force: true }));
  }

  file(name: string, text: string): string {
    const path = join(this.folder, name);
    writeFileSync(path, text);
    return path;
  }

  start(args: readonly string[], faults?: readonly Fault[], variables: Record<string, string> = {}): ChildProcess {
    const bridge = faults ? { HARNESS_BRIDGE: JSON.stringify(fakeBridgeCommand(faults).argv) } : {};
    const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
    return spawn(process.execPath, [CLI, ...args], {
      cwd: this.folder,
      env: { ...process.env, TMPDIR: this.temporary, XDG_CACHE_HOME: cache, NO_COLOR: '1', ...bridge, ...variables },
      timeout: this.limitMs,
      killSignal: 'SIGKILL',
    });
  }

  run(args: readonly string[], faults?: readonly Fault[], variables?: Record<string, string>): Promise<Ended> {
    return ended(this.start(args, faults, variables));
  }

  async records(run: string): Promise<readonly EpisodeRecord[]> {
    return (await readAttempts(join(this.folder, run, 'episodes.jsonl'))).records;
  }

  /** Sockets and folders that a process should have taken away. The compiler cache of tsx is not ours. */
  leftBehind(): string[] {
    return readdirSync(this.temporary).filter((name) => !/^(tsx-|node-compile-cache)/.test(name));
  }
}

export function ended(child: ChildProcess): Promise<Ended> {
  let [stdout, stderr] = ['', ''];
  child.stdout!.on('data', (data) => {
    stdout += data;
  });
  child.stderr!.on('data', (data) => {
    stderr += data;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** Waits until `condition` is true; rejects after the deadline. */
export async function until(condition: () => boolean | Promise<boolean>, limitMs = 30_000): Promise<void> {
  const start = Date.now();
  while (!(await condition())) {
    if (Date.now() - start > limitMs) throw new Error(`still not true after ${limitMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
