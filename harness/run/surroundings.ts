import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { availableParallelism, hostname } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../package-root.ts';
import type { Manifest } from '../record/manifest.ts';

const GIT_TIMEOUT_MS = 5000;

export async function harnessVersion(): Promise<string> {
  const text = await readFile(join(packageRoot(), 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

export function hostFacts(): Manifest['host'] {
  return { hostname: hostname(), platform: `${process.platform}-${process.arch}`, cpus: availableParallelism() };
}

/** Commit of the working folder; nulls where there is no git. */
export async function gitFacts(cwd: string): Promise<Manifest['git']> {
  try {
    const git = (...args: string[]) => promisify(execFile)('git', args, { cwd, timeout: GIT_TIMEOUT_MS });
    const commit = (await git('rev-parse', 'HEAD')).stdout.trim();
    const dirty = (await git('status', '--porcelain', '--untracked-files=no')).stdout.trim() !== '';
    return { commit, dirty };
  } catch {
    // No git, no repository or no commit: not a fault of the run, and the manifest says so with nulls.
    return { commit: null, dirty: null };
  }
}
