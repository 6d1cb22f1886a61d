/** The other side of `thread-source.ts`: a worker thread that draws what it is told. */
import { parentPort, workerData } from 'node:worker_threads';
import { HarnessError } from '../errors.ts';
import type { Frame } from '../render/frame.ts';
import { AssetKeeper } from './asset-post.ts';
import { localSource } from './local-sources.ts';
import type { ThreadReply, ThreadRequest, ThreadStart } from './thread-messages.ts';

const source = localSource((workerData as ThreadStart).threads);
const assets = new AssetKeeper();

parentPort!.on('message', async (request: ThreadRequest) => {
  const reply = await answered(request);
  parentPort!.postMessage(reply, reply.kind === 'drawn' ? reply.frames.flatMap(buffersOf) : []);
});

async function answered(request: ThreadRequest): Promise<ThreadReply> {
  try {
    if (request.kind === 'draw') return { kind: 'drawn', frames: await source.draw(request.requests, request.poses) };
    assets.keep(request.fresh);
    await source.show({ ...request.stage, assets: assets.named(request.stage.visuals) });
    return { kind: 'shown' };
  } catch (error) {
    const code = error instanceof HarnessError ? error.code : null;
    return { kind: 'failed', code, message: error instanceof Error ? error.message : String(error) };
  }
}

/** Handed over, not copied. */
const buffersOf = ({ rgb, depthM, segmentation }: Frame): ArrayBuffer[] =>
  [rgb, depthM, segmentation].flatMap((array) => (array ? [array.buffer as ArrayBuffer] : []));
