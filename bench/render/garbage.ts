import type { HeapProfiler } from 'node:inspector';
import { Session } from 'node:inspector/promises';
import { LocalFrameSource } from '../../harness/visuals/frame-source.ts';
import { type Measurement, measured } from '../measurement.ts';
import { workload } from '../setting.ts';
import { frontOf, recorded, request, type View } from './stage.ts';

const WARM_UP_FRAMES = 1_000;
const FRAMES = 300;
const SAMPLE_BYTES = 4_096;

/**
 * Objects that a frame leaves behind, as a sampling heap profiler sees them: a number that is not whole and goes through a
 * function that is not inlined becomes one, unseen.
 */
export async function garbage(): Promise<Measurement[]> {
  const work = await workload(100);
  const { stage, poses } = await recorded(work);
  const eye = frontOf(work);
  const bytes = async (view: View) => {
    const source = new LocalFrameSource();
    await source.show(stage);
    const draw = async (frames: number) => {
      for (let i = 0; i < frames; i++) await source.draw([request(eye, view, i)], poses[i % poses.length]!);
    };
    await draw(WARM_UP_FRAMES);
    return made(() => draw(FRAMES));
  };
  const [still, moving] = [await bytes(STILL), await bytes({ ...STILL, all: true, moving: true })];
  return [
    measured('objects a frame, standing camera, RGB', still / FRAMES / 1000, 'kB', '<=', 200),
    measured('the same, camera moving, depth and segmentation too', moving / FRAMES / 1000, 'kB', '<=', 200),
  ];
}

const STILL: View = { widthPx: 256, heightPx: 256 };

async function made(work: () => Promise<void>): Promise<number> {
  const session = new Session();
  session.connect();
  await session.post('HeapProfiler.startSampling', {
    samplingInterval: SAMPLE_BYTES,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
  try {
    await work();
    const { profile } = await session.post('HeapProfiler.stopSampling');
    return total(profile.head);
  } finally {
    session.disconnect();
  }
}

const total = ({ selfSize, children }: HeapProfiler.SamplingHeapProfileNode): number =>
  children.reduce((sum, child) => sum + total(child), selfSize);
