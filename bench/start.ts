import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../harness/package-root.ts';
import type { EpisodeRecord } from '../harness/types.ts';
import { type Measurement, measured, median } from './measurement.ts';

const RUNS = 5;

/** From the shell's Enter to the start of the first episode, with the Python environment in the cache. */
export async function start(): Promise<Measurement[]> {
  const seconds: number[] = [];
  for (let i = 0; i < RUNS; i++) seconds.push(await secondsToFirstEpisode());
  return [measured('warm start to the first episode', median(seconds), 's', '<=', 2)];
}

async function secondsToFirstEpisode(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'harness-bench-'));
  try {
    const cli = join(packageRoot(), 'dist', 'harness', 'cli.js');
    const args = ['run', '--suite', 'smoke', '--scenario', 'pick', '--episodes', '1', '--out', 'run', '--json'];
    const startedMs = Date.now();
    const child = spawn(process.execPath, [cli, ...args], { cwd: folder, stdio: 'ignore' });
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error(`harness run ended with ${code}`);
    const [row] = (await readFile(join(folder, 'run', 'episodes.jsonl'), 'utf8')).split('\n') as [string];
    return (Date.parse((JSON.parse(row) as EpisodeRecord).startedAt) - startedMs) / 1000;
  } finally {
    await rm(folder, { recursive: true });
  }
}
