/** `node --expose-gc threads-memory.js rgb|all|antialias`: prints resident bytes of its process after each of four threads has drawn. */
import { ThreadFrameSource } from '../../harness/visuals/thread-source.ts';
import { workload } from '../setting.ts';
import { frontOf, recorded, request, type View } from './stage.ts';

const THREADS = 4;
const FRAMES = 300;
const kind = process.argv[2];
const VIEW: View = { widthPx: 256, heightPx: 256, all: kind !== 'rgb', antialias: kind === 'antialias' ? 2 : 1 };

const work = await workload(40);
const { stage, poses } = await recorded(work);
const eye = frontOf(work);
const wider = { ...eye, fovYRad: 1.2 * eye.fovYRad };

/** Three cameras, one of them moving, as a policy has them. */
async function draws(source: ThreadFrameSource): Promise<void> {
  await source.show(stage);
  for (let frame = 0; frame < FRAMES; frame++) {
    const moving = request(eye, { ...VIEW, moving: true }, frame + 1);
    await source.draw([request(eye, VIEW, 0), request(wider, VIEW, 0), moving], poses[frame % poses.length]!);
  }
}

const sources = Array.from({ length: THREADS }, () => new ThreadFrameSource());
const rss: number[] = [];
for (const source of sources) {
  await draws(source);
  globalThis.gc!(); // frames that this side has thrown away are not the thread's
  rss.push(process.memoryUsage.rss());
}
process.stdout.write(`${JSON.stringify(rss)}\n`);
await Promise.all(sources.map((source) => source.close()));
