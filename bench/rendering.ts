import { type Measurement, measured, median } from './measurement.ts';
import { harnessRate } from './rates.ts';
import { type Workload, workload } from './setting.ts';

const PAIRS = 3;

/** What an execution horizon saves: frames are drawn only when the policy is asked. */
export async function rendering(): Promise<Measurement[]> {
  const work = await workload(240);
  const plain = withoutShadow(work);
  const [each, eighth, unshaded]: [number[], number[], number[]] = [[], [], []];
  for (let i = 0; i < PAIRS; i++) {
    each.push((await harnessRate(work, { horizon: 1, camera: true })).stepsPerSec);
    eighth.push((await harnessRate(work, { horizon: 8, camera: true })).stepsPerSec);
    unshaded.push((await harnessRate(plain, { horizon: 8, camera: true })).stepsPerSec);
    const [a, b, c] = [each, eighth, unshaded].map((rates) => rates[i]!.toFixed(0));
    process.stderr.write(
      `  horizon 1: ${a} steps/s, horizon 8: ${b} steps/s, the same without shadows: ${c} steps/s\n`,
    );
  }
  const ratio = median(eighth.map((value, i) => value / each[i]!));
  return [
    measured('horizon 8 / a frame each step, one 256x256 camera', ratio, 'x', '>=', 5),
    // The yardstick (15 steps/s of another harness, 21 of its bare loop) was measured without shadows.
    measured('horizon 8, one 256x256 camera, no shadows, one worker', median(unshaded), 'steps/s', '>=', 150),
  ];
}

export function withoutShadow(work: Workload): Workload {
  const { episode } = work;
  const scene = { ...episode.scene, light: { ...episode.scene.light, shadow: false } };
  return { ...work, episode: { ...episode, scene } };
}
