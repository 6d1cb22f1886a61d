import { calm, type Measurement, measured, median, told } from '../measurement.ts';
import { bareRate, harnessRate } from '../rates.ts';
import { seconds } from '../scaling.ts';
import { type Workload, workload } from '../setting.ts';

const PAIRS = 3;
/** A worker keeps its drawing code for a whole run, of thousands of steps: what Node spends on compiling it is left out. */
const WARM_UP_MOTIONS = 4;
const MOTIONS = 8;

/** Time of one whole motion, again and again, of either side. */
interface Motions {
  readonly oursMs: readonly number[];
  readonly bareMs: readonly number[];
}

/** The whole harness, drawing a frame each step, against PyBullet and TinyRenderer in one process: same final state. */
export async function loop(): Promise<Measurement[]> {
  const { motionSteps } = await workload(1);
  const work = await workload(motionSteps * (WARM_UP_MOTIONS + MOTIONS));
  const pairs: Motions[] = [];
  for (let i = 0; i < PAIRS; i++) pairs.push(await pair(work));
  const [ours, bare] = [pairs.flatMap(({ oursMs }) => oursMs), pairs.flatMap(({ bareMs }) => bareMs)];
  return [
    measured(`${LOOP}: calm motions`, calm(bare) / calm(ours), 'x', '>=', 8),
    told(`${LOOP}: median motion`, median(bare) / median(ours), 'x'),
    measured(
      'a 256x256 frame each step, shadows, one worker',
      (1000 * motionSteps) / median(ours),
      'steps/s',
      '>=',
      150,
    ),
    measured('2 workers / 1 worker, a 256x256 frame each step', await scaled(), 'x', '>=', 1.6),
  ];
}

const LOOP = 'harness / bare loop with TinyRenderer, a 256x256 frame each step';

async function pair(work: Workload): Promise<Motions> {
  const warmUpSteps = work.motionSteps * WARM_UP_MOTIONS;
  const ours = await harnessRate(work, { horizon: 1, camera: true, renderer: 'harness', warmUpSteps });
  const bare = await bareRate(work, true, warmUpSteps);
  if (ours.stateHash !== bare.stateHash) throw new Error('harness and bare loop did not end in the same state');
  process.stderr.write(`  harness ${ours.stepsPerSec.toFixed(0)}, bare loop ${bare.stepsPerSec.toFixed(0)} steps/s\n`);
  return { oursMs: motions(ours.stepMs, work.motionSteps), bareMs: motions(bare.stepMs, work.motionSteps) };
}

/** Sums over whole motions: parts of one differ in how much of the picture moves. */
function motions(stepMs: readonly number[], motionSteps: number): number[] {
  const sum = (from: number) => stepMs.slice(from, from + motionSteps).reduce((total, ms) => total + ms, 0);
  return Array.from({ length: Math.floor(stepMs.length / motionSteps) }, (_, i) => sum(i * motionSteps));
}

/** Longer than for a policy that sees nothing: each drawing thread compiles its own code while it draws its first frames. */
async function scaled(): Promise<number> {
  const work = await workload(480);
  const ratios: number[] = [];
  for (let i = 0; i < PAIRS; i++) {
    const alone = await seconds(work, 1, { horizon: 1, renderer: 'harness' });
    ratios.push(alone / (await seconds(work, 2, { horizon: 1, renderer: 'harness' })));
  }
  return median(ratios);
}
