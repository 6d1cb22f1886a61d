import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '../harness/package-root.ts';
import { ensureEnvironment } from '../harness/python/environment.ts';
import { RecordedPolicy } from './recorded-policy.ts';
import { runHarness, type Workload } from './setting.ts';

export interface Rate {
  readonly stepsPerSec: number;
  /** CPU of the harness's own process per control step. */
  readonly cpuMsPerStep: number;
  readonly frames: number;
  readonly stateHash: string;
}

const WARM_UP_STEPS = 24;
const LIMIT_MS = 300_000;

/** Steps per second of the whole harness, between its first question after 24 steps and its last. */
export async function harnessRate({ episode, rows }: Workload, horizon: number, camera: boolean): Promise<Rate> {
  const policy = new RecordedPolicy({ rows, horizon, camera });
  const [record] = await runHarness({ episodes: [episode], policy: () => policy, workers: 1 });
  if (record?.outcome !== 'failure') throw new Error(`the measured episode ended as ${record?.outcome} ${record?.end}`);
  const start = policy.asked.find(({ step }) => step >= WARM_UP_STEPS)!;
  const last = policy.asked.at(-1)!;
  const steps = last.step - start.step;
  return {
    stepsPerSec: (1000 * steps) / (last.ms - start.ms),
    cpuMsPerStep: (last.cpuUs - start.cpuUs) / 1000 / steps,
    frames: record.framesRendered,
    stateHash: record.finalStateHash!,
  };
}

/** Steps per second of PyBullet alone in one Python process: sim-bridge/bench/bare_loop.py. */
export async function bareRate({ episode, rows }: Workload, camera: boolean): Promise<Rate> {
  const { python } = await ensureEnvironment();
  const folder = await mkdtemp(join(tmpdir(), 'harness-bench-'));
  try {
    const file = join(folder, 'episode.json');
    await writeFile(file, JSON.stringify({ scene: episode.scene, seed: episode.seed, actions: rows }));
    const script = join(packageRoot(), 'sim-bridge', 'bench', 'bare_loop.py');
    const args = [script, file, '--warmup', String(WARM_UP_STEPS), ...(camera ? ['--frame', 'front'] : [])];
    const { stdout } = await promisify(execFile)(python, args, {
      timeout: LIMIT_MS,
      env: { ...process.env, OMP_NUM_THREADS: '1' },
    });
    return { ...(JSON.parse(stdout) as Rate), cpuMsPerStep: 0 };
  } finally {
    await rm(folder, { recursive: true });
  }
}
