import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../harness/package-root.ts';
import { ensureEnvironment } from '../harness/python/environment.ts';
import type { Workload } from './setting.ts';

const LIMIT_MS = 300_000;

/** What a script of sim-bridge/bench says of an episode, in a Python process of its own. */
export async function pythonBench<T>(script: string, work: Workload, args: readonly string[]): Promise<T> {
  const { episode, rows } = work;
  const { python } = await ensureEnvironment();
  const folder = await mkdtemp(join(tmpdir(), 'harness-bench-'));
  try {
    const file = join(folder, 'episode.json');
    await writeFile(file, JSON.stringify({ scene: episode.scene, seed: episode.seed, actions: rows }));
    const path = join(packageRoot(), 'sim-bridge', 'bench', script);
    const { stdout } = await promisify(execFile)(python, [path, file, ...args], {
      timeout: LIMIT_MS,
      env: { ...process.env, OMP_NUM_THREADS: '1' },
    });
    return JSON.parse(stdout) as T;
  } finally {
    await rm(folder, { recursive: true });
  }
}
