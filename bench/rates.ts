import { pythonBench } from './python-bench.ts';
import { RecordedPolicy } from './recorded-policy.ts';
import { runHarness, type Workload } from './setting.ts';

export interface Rate {
  readonly stepsPerSec: number;
  /** CPU of the harness's own process per control step. */
  readonly cpuMsPerStep: number;
  /** Of each control step after the warm-up; with a horizon, of the steps of each question together. */
  readonly stepMs: readonly number[];
  readonly frames: number;
  readonly stateHash: string;
}

export interface Drive {
  readonly horizon: number;
  readonly camera: boolean;
  readonly renderer?: string;
  readonly warmUpSteps?: number;
}

const WARM_UP_STEPS = 24;

/** Steps per second of the whole harness, between its first question after the warm-up and its last. */
export async function harnessRate({ episode, rows }: Workload, drive: Drive): Promise<Rate> {
  const { renderer, warmUpSteps = WARM_UP_STEPS } = drive;
  const policy = new RecordedPolicy({ rows, ...drive, warmUpSteps });
  const [record] = await runHarness({ episodes: [episode], policy: () => policy, workers: 1, renderer });
  if (record?.outcome !== 'failure') throw new Error(`the measured episode ended as ${record?.outcome} ${record?.end}`);
  const asked = policy.asked.filter(({ step }) => step >= warmUpSteps);
  const [start, last] = [asked[0]!, asked.at(-1)!];
  const steps = last.step - start.step;
  return {
    stepsPerSec: (1000 * steps) / (last.ms - start.ms),
    cpuMsPerStep: (policy.cpuUs.at(-1)! - policy.cpuUs[0]!) / 1000 / steps,
    stepMs: asked.slice(1).map(({ ms }, i) => ms - asked[i]!.ms),
    frames: record.framesRendered,
    stateHash: record.finalStateHash!,
  };
}

/** Steps per second of PyBullet alone in one Python process: sim-bridge/bench/bare_loop.py. */
export async function bareRate(work: Workload, camera: boolean, warmUpSteps = WARM_UP_STEPS): Promise<Rate> {
  const args = ['--warmup', String(warmUpSteps), ...(camera ? ['--frame', 'front'] : [])];
  return { ...(await pythonBench<Rate>('bare_loop.py', work, args)), cpuMsPerStep: 0 };
}
