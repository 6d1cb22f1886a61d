import { pythonBench } from './python-bench.ts';
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

/** Steps per second of the whole harness, between its first question after 24 steps and its last. */
export async function harnessRate(
  { episode, rows }: Workload,
  horizon: number,
  camera: boolean,
  renderer?: string,
): Promise<Rate> {
  const policy = new RecordedPolicy({ rows, horizon, camera });
  const [record] = await runHarness({ episodes: [episode], policy: () => policy, workers: 1, renderer });
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
export async function bareRate(work: Workload, camera: boolean): Promise<Rate> {
  const args = ['--warmup', String(WARM_UP_STEPS), ...(camera ? ['--frame', 'front'] : [])];
  return { ...(await pythonBench<Rate>('bare_loop.py', work, args)), cpuMsPerStep: 0 };
}
