import { type Measurement, measured, median } from './measurement.ts';
import { harnessRate } from './rates.ts';
import { workload } from './setting.ts';

const PAIRS = 3;

/** What an execution horizon saves: frames are drawn only when the policy is asked. */
export async function rendering(): Promise<Measurement[]> {
  const work = await workload(240);
  const [each, eighth]: [number[], number[]] = [[], []];
  for (let i = 0; i < PAIRS; i++) {
    each.push((await harnessRate(work, 1, true)).stepsPerSec);
    eighth.push((await harnessRate(work, 8, true)).stepsPerSec);
    process.stderr.write(`  horizon 1: ${each[i]!.toFixed(0)} steps/s, horizon 8: ${eighth[i]!.toFixed(0)} steps/s\n`);
  }
  const ratio = median(eighth.map((value, i) => value / each[i]!));
  return [
    measured('horizon 8 / a frame each step, one 256x256 camera', ratio, 'x', '>=', 5),
    measured('horizon 8, one 256x256 camera, one worker', median(eighth), 'steps/s', '>=', 150),
  ];
}
