import { type Measurement, measured, median } from './measurement.ts';
import { bareRate, type Drive, harnessRate, type Rate } from './rates.ts';
import { type Workload, workload } from './setting.ts';

const PAIRS = 4;

/** The whole harness against PyBullet alone in one process: same scene, same actions, same final state. */
export async function cost(): Promise<Measurement[]> {
  const framed = await pairs(await workload(300), { horizon: 1, camera: true, warmUpSteps: 24 });
  // A chunk takes Node so little that a run of many episodes sees compiled code only.
  const blind = await pairs(await workload(2400), { horizon: 8, camera: false, warmUpSteps: 400 });
  return [
    measured('harness / bare loop, a 256x256 frame each step', framed.ratio, 'x', '>=', 0.95),
    measured('harness / bare loop, no camera, chunks of 8', blind.ratio, 'x', '>=', 0.9),
    measured('CPU of the harness process per control step, chunks of 8', blind.cpuMsPerStep, 'ms', '<=', 0.15),
    measured('frames drawn beyond those asked for', framed.extraFrames + blind.extraFrames, 'frames', '<=', 0),
  ];
}

interface Paired {
  readonly ratio: number;
  readonly cpuMsPerStep: number;
  readonly extraFrames: number;
}

/** One after the other, again and again: a machine that drifts drifts for both. */
async function pairs(work: Workload, drive: Required<Omit<Drive, 'renderer'>>): Promise<Paired> {
  const { horizon, camera, warmUpSteps } = drive;
  const ratios: number[] = [];
  let ours: Rate | null = null;
  for (let i = 0; i < PAIRS; i++) {
    ours = await harnessRate(work, drive);
    const bare = await bareRate(work, camera, warmUpSteps);
    if (ours.stateHash !== bare.stateHash) throw new Error('harness and bare loop did not end in the same state');
    ratios.push(ours.stepsPerSec / bare.stepsPerSec);
    const [a, b] = [ours, bare].map(({ stepsPerSec }) => stepsPerSec.toFixed(0));
    process.stderr.write(`  harness ${a} steps/s, bare loop ${b} steps/s\n`);
  }
  const wanted = camera ? work.rows.length / horizon : 0;
  return { ratio: median(ratios), cpuMsPerStep: ours!.cpuMsPerStep, extraFrames: Math.max(0, ours!.frames - wanted) };
}
