import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../harness/package-root.ts';
import { inlineSvgOf } from '../reports/charts/index.ts';
import { plannedEpisode, runFacts, summarizeInDetail } from '../reports/index.ts';
import { documentOf } from '../reports/run-report/index.ts';
import { MANIFEST, type MadeRows, madeRows } from './made-run.ts';
import { type Measurement, measured, median } from './measurement.ts';

const EPISODES = 2000;
const POLL_MS = 10;

/** The command line on 2,000 episodes, all files and no replays, and how the making of a page grows. */
export async function runReport(): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-report-'));
  try {
    writeRun(folder, madeRows(EPISODES));
    const runs = [];
    for (let i = 0; i < 3; i++) runs.push(await timedCommand(folder));
    const seconds = [1000, 10_000, 100_000].map((rows) => timedPage(rows));
    process.stderr.write(`  page of 1k, 10k, 100k rows: ${seconds.map((each) => each.toFixed(2)).join(', ')} s\n`);
    return [
      measured('harness report of 2,000 episodes, every file', median(runs.map(({ sec }) => sec)), 's', '<=', 3),
      measured('its peak memory', Math.max(...runs.map(({ peakMb }) => peakMb)), 'MB', '<=', 500),
      // Linear is 10; the two timings wander by a tenth each.
      measured('growth of the page from 10,000 to 100,000 rows', seconds[2]! / seconds[1]!, 'x', '<=', 12),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeRun(folder: string, { episodes, records }: MadeRows): void {
  const lines = (rows: readonly unknown[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  writeFileSync(join(folder, 'plan.jsonl'), lines(episodes));
  writeFileSync(join(folder, 'episodes.jsonl'), lines(records));
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(MANIFEST));
}

/** Wall time and the most resident memory that the process ever had (Linux). */
async function timedCommand(folder: string): Promise<{ readonly sec: number; readonly peakMb: number }> {
  const cli = join(packageRoot(), 'dist', 'harness', 'cli.js');
  const start = performance.now();
  const child = spawn(process.execPath, [cli, 'report', folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  let peakMb = 0;
  const timer = setInterval(() => {
    peakMb = Math.max(peakMb, residentMb(child.pid!));
  }, POLL_MS);
  const code = await new Promise<number | null>((resolve, reject) => child.once('exit', resolve).once('error', reject));
  clearInterval(timer);
  if (code !== 0) throw new Error(`expected the report to be written, got exit code ${code}`);
  return { sec: (performance.now() - start) / 1000, peakMb };
}

/** 0 for a process that ended in between. */
function residentMb(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1000;
  } catch {
    return 0;
  }
}

/** From rows in memory: reading them takes as long as the disk does. */
function timedPage(rows: number): number {
  const made = madeRows(rows);
  const plan = { episodes: made.episodes.map(plannedEpisode), unsupported: [] };
  const { records } = made;
  const start = performance.now();
  const summary = summarizeInDetail({ facts: runFacts(MANIFEST), plan, records });
  documentOf({ summary, manifest: MANIFEST, exhibits: [], warnings: [], harnessVersion: '0' }, inlineSvgOf);
  return (performance.now() - start) / 1000;
}
