import { ThreadFrameSource } from '../../harness/visuals/thread-source.ts';
import { type Measurement, measured } from '../measurement.ts';
import { workload } from '../setting.ts';
import { frontOf, recorded, request, type View } from './stage.ts';

const VIEW: View = { widthPx: 256, heightPx: 256, all: true };
const FRAMES = 300;

/** Resident memory that one more drawing thread takes: three cameras, one of them moving, depth and segmentation. */
export async function memory(): Promise<Measurement[]> {
  const work = await workload(40);
  const { stage, poses } = await recorded(work);
  const eye = frontOf(work);
  const wider = { ...eye, fovYRad: 1.2 * eye.fovYRad };
  const draw = async (source: ThreadFrameSource, frame: number) => {
    const requests = [
      request(eye, VIEW, 0),
      request(wider, VIEW, 0),
      request(eye, { ...VIEW, moving: true }, frame + 1),
    ];
    await source.draw(requests, poses[frame % poses.length]!);
  };
  const sources = [new ThreadFrameSource(), new ThreadFrameSource()];
  const rss: number[] = [];
  for (const source of sources) {
    await source.show(stage);
    for (let frame = 0; frame < FRAMES; frame++) await draw(source, frame);
    rss.push(process.memoryUsage.rss());
  }
  await Promise.all(sources.map((source) => source.close()));
  // The first also warms up this side; the second is what one more worker costs.
  return [measured('memory of one more drawing thread', (rss[1]! - rss[0]!) / 1e6, 'MB', '<=', 100)];
}
