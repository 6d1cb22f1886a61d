import { type Measurement, measured, median } from '../measurement.ts';
import { bareRate, harnessRate } from '../rates.ts';
import { seconds } from '../scaling.ts';
import { workload } from '../setting.ts';

const PAIRS = 3;
/** A worker keeps its drawing code for a whole run: what Node spends on compiling it is left out, as in the blind loop. */
const WARM_UP_STEPS = 200;

/** The whole harness, drawing a frame each step, against PyBullet and TinyRenderer in one process: same final state. */
export async function loop(): Promise<Measurement[]> {
  const work = await workload(400);
  const ratios: number[] = [];
  const rates: number[] = [];
  for (let i = 0; i < PAIRS; i++) {
    const ours = await harnessRate(work, {
      horizon: 1,
      camera: true,
      renderer: 'harness',
      warmUpSteps: WARM_UP_STEPS,
    });
    const bare = await bareRate(work, true, WARM_UP_STEPS);
    if (ours.stateHash !== bare.stateHash) throw new Error('harness and bare loop did not end in the same state');
    ratios.push(ours.stepsPerSec / bare.stepsPerSec);
    rates.push(ours.stepsPerSec);
    process.stderr.write(
      `  harness ${ours.stepsPerSec.toFixed(0)}, bare loop ${bare.stepsPerSec.toFixed(0)} steps/s\n`,
    );
  }
  // Longer than for one worker: each drawing thread compiles its own code while it draws its first frames.
  const long = await workload(480);
  const workers: number[] = [];
  for (let i = 0; i < PAIRS; i++) {
    const alone = await seconds(long, 1, { horizon: 1, renderer: 'harness' });
    workers.push(alone / (await seconds(long, 2, { horizon: 1, renderer: 'harness' })));
  }
  return [
    measured('harness / bare loop with TinyRenderer, a 256x256 frame each step', median(ratios), 'x', '>=', 8),
    measured('a 256x256 frame each step, shadows, one worker', median(rates), 'steps/s', '>=', 150),
    measured('2 workers / 1 worker, a 256x256 frame each step', median(workers), 'x', '>=', 1.6),
  ];
}
