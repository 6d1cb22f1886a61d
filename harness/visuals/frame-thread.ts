/** The other side of `thread-source.ts`: a worker thread that draws what it is told. */
import { parentPort, workerData } from 'node:worker_threads';
import { HarnessError } from '../errors.ts';
import { AssetKeeper } from './asset-post.ts';
import { localSource } from './local-sources.ts';
import type { ThreadReply, ThreadRequest, ThreadStart } from './thread-messages.ts';

const source = localSource((workerData as ThreadStart).threads);
const assets = new AssetKeeper();

parentPort!.on('message', async (request: ThreadRequest) => {
  parentPort!.postMessage(await answered(request));
});

async function answered(request: ThreadRequest): Promise<ThreadReply> {
  try {
    if (request.kind === 'draw') {
      await source.draw(request.requests, request.poses, request.onto);
      return { kind: 'drawn' };
    }
    assets.keep(request.fresh);
    await source.show({ ...request.stage, assets: assets.named(request.stage.visuals) });
    return { kind: 'shown' };
  } catch (error) {
    const code = error instanceof HarnessError ? error.code : null;
    return { kind: 'failed', code, message: error instanceof Error ? error.message : String(error) };
  }
}
