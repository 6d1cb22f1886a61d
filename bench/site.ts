import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Measurement, measured } from './measurement.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const CLI = join(ROOT, 'dist', 'harness', 'cli.js');
const LIMIT_MS = 300_000;
const RUNS = 500;
/** With three policies, enough for so many runs and one more. */
const NIGHTS = 190;

/** A site of 500 nightly runs of three policies, 144 episodes each: all at once, and one run more. */
export async function site(): Promise<Measurement[]> {
  const home = mkdtempSync(join(tmpdir(), 'harness-bench-'));
  try {
    const folder = join(home, 'nights');
    execute(
      join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs'),
      join(ROOT, 'scripts', 'nights.ts'),
      folder,
      NIGHTS.toString(),
    );
    const runs = readdirSync(folder)
      .sort()
      .map((name) => join(folder, name));
    const publish = (...some: string[]): number => execute(CLI, 'publish', ...some, '--site', join(home, 'site'));
    const tenth = publish(...runs.slice(0, RUNS / 10));
    const all = publish(...runs.slice(0, RUNS));
    const more = publish(runs[RUNS]!);
    process.stderr.write(`  50, 500 runs: ${tenth.toFixed(2)}, ${all.toFixed(2)} s; one more: ${more.toFixed(2)} s\n`);
    return [
      measured(`publish ${RUNS} runs, from their records to the site`, all, 's', '<=', 10),
      measured(`publish one run into a site of ${RUNS}`, more, 's', '<=', 5),
    ];
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** @returns seconds; exit code 4 is a run without data, of which a year has some */
function execute(...args: string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { timeout: LIMIT_MS, encoding: 'utf8' });
  if (status !== 0 && status !== 4) throw new Error(`exit ${status}: ${stderr}`);
  return (performance.now() - start) / 1000;
}
