import { Renderer } from '../../harness/render/renderer.ts';
import { calm, type Measurement, measured, median } from '../measurement.ts';
import { pythonBench } from '../python-bench.ts';
import { withoutShadow } from '../rendering.ts';
import { type Workload, workload } from '../setting.ts';
import { frontOf, type Recording, recorded, request, type View } from './stage.ts';

const ROUNDS = 3;
const WARM_UP = 100;
const FRAMES = 400;
const SQUARE: View = { widthPx: 256, heightPx: 256 };
const WIDE: View = { widthPx: 640, heightPx: 480 };

/**
 * A frame of the harness against one of TinyRenderer: same scene, same motion, the robot's arm in few triangles. CPU time
 * of either process, the calmer frames of each: others on the machine disturb it less.
 */
export async function frames(): Promise<Measurement[]> {
  const shaded = await workload(40);
  const plain = withoutShadow(shaded);
  const [bright, dark] = [await recorded(plain), await recorded(shaded)];
  const square = await against(plain, bright, [SQUARE, { ...SQUARE, moving: true }, { ...SQUARE, all: true }]);
  const wide = await against(plain, bright, [WIDE]);
  const shadows = await against(shaded, dark, [SQUARE, { ...SQUARE, moving: true }]);
  return [
    measured('TinyRenderer / harness, 256x256, standing camera, no shadows', square[0]!.ratio, 'x', '>=', 15),
    measured('the same, camera moving in every frame', square[1]!.ratio, 'x', '>=', 4),
    measured('TinyRenderer / harness, 640x480, standing camera, no shadows', wide[0]!.ratio, 'x', '>=', 25),
    measured('TinyRenderer / harness, 256x256, standing camera, shadows on both', shadows[0]!.ratio, 'x', '>=', 5),
    measured('the same, camera moving in every frame', shadows[1]!.ratio, 'x', '>=', 4),
    measured('RGB, depth and segmentation / RGB, 256x256', square[2]!.ms / square[0]!.ms, 'x', '<=', 1.2),
  ];
}

interface Against {
  readonly ms: number;
  readonly ratio: number;
}

/** In turns, so that a machine that drifts drifts for both; medians of the rounds. */
async function against(work: Workload, recording: Recording, views: readonly View[]): Promise<Against[]> {
  const tiny: number[] = [];
  const ours = views.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    tiny.push(await tinyMs(work, views[0]!));
    for (const [i, view] of views.entries()) ours[i]!.push(drawnMs(work, recording, view));
  }
  return views.map((view, i) => {
    const [ms, theirs] = [median(ours[i]!), median(tiny)];
    const what = `${view.widthPx}x${view.heightPx}${view.moving ? ' moving' : ''}${view.all ? ' with all' : ''}`;
    process.stderr.write(`  ${what}: TinyRenderer ${theirs.toFixed(1)} ms, harness ${ms.toFixed(2)} ms of CPU\n`);
    return { ms, ratio: theirs / ms };
  });
}

async function tinyMs(work: Workload, { widthPx, heightPx }: View): Promise<number> {
  const args = ['--frame', 'front', '--width', String(widthPx), '--height', String(heightPx)];
  return calm((await pythonBench<{ cpuMsPerFrame: number[] }>('tiny_frames.py', work, args)).cpuMsPerFrame);
}

function drawnMs(work: Workload, { stage, poses }: Recording, view: View): number {
  const eye = frontOf(work);
  const renderer = new Renderer(stage);
  const times: number[] = [];
  for (let frame = 0; frame < WARM_UP + FRAMES; frame++) {
    const start = process.cpuUsage();
    renderer.draw(request(eye, view, frame), poses[frame % poses.length]!);
    const { user, system } = process.cpuUsage(start);
    if (frame >= WARM_UP) times.push((user + system) / 1000);
  }
  return calm(times);
}
