/**
 * Frames drawn in a worker thread: several slots draw at the same time, and the thread of the loop stays free. They are
 * drawn on memory of both threads and copied here: what one thread allocates and another frees returns to the system late.
 */
import { Worker } from 'node:worker_threads';
import { within } from '../deadline.ts';
import { HarnessError } from '../errors.ts';
import { checkRequest } from '../render/check.ts';
import type { Frame, FrameRequest, Picture, Stage } from '../render/frame.ts';
import { framed } from '../render/picture.ts';
import type { FramePoses } from '../render/visuals.ts';
import { AssetSender } from './asset-post.ts';
import { type Canvas, copied, pictureOn, roomFor } from './canvas.ts';
import type { FrameSource } from './frame-source.ts';
import type { DrawingThreads } from './local-sources.ts';
import type { ThreadReply, ThreadRequest, ThreadStart } from './thread-messages.ts';

const DRAW_MS = 60_000;
/** Beside this file, in the language that this file is in. */
const THREAD = new URL(`./frame-thread${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

export class ThreadFrameSource implements FrameSource {
  #worker: Worker | null = null;
  readonly #assets = new AssetSender();
  readonly #start: ThreadStart;
  /** By place of the request that was drawn on it. */
  #canvases: Canvas[] = [];

  constructor(threads: DrawingThreads = 1) {
    this.#start = { threads };
  }

  async show({ assets, ...stage }: Stage): Promise<void> {
    this.#worker ??= started(this.#start);
    await this.#ask({ kind: 'show', stage, fresh: this.#assets.fresh(assets) });
  }

  async draw(requests: readonly FrameRequest[], poses: FramePoses): Promise<readonly Frame[]> {
    requests.forEach(checkRequest);
    const onto = requests.map((request, i) => this.#room(request, i));
    const reply = await this.#ask({ kind: 'draw', requests, poses, onto });
    if (reply.kind !== 'drawn') throw new Error(`expected frames of the drawing thread, got ${reply.kind}`);
    return requests.map((request, i) => framed(request, copied(onto[i]!, null)));
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    this.#assets.forget();
    this.#canvases = [];
    await worker?.terminate();
  }

  #room(request: FrameRequest, place: number): Picture {
    const canvas = roomFor(request, this.#canvases[place]);
    this.#canvases[place] = canvas;
    return pictureOn(canvas, request);
  }

  /** One question at a time. A thread that dies, or says nothing in time, is given up. */
  async #ask(request: ThreadRequest): Promise<ThreadReply> {
    const worker = this.#worker;
    if (!worker) throw new Error('frames were asked for before a scene');
    const reply = await within(answerOf(worker, request), DRAW_MS, null);
    if (reply === null) {
      await this.close();
      throw new HarnessError('E_TIMEOUT', `the drawing thread said nothing within ${DRAW_MS} ms`);
    }
    if (reply.kind !== 'failed') return reply;
    if (reply.code === null) throw new Error(reply.message);
    throw new HarnessError(reply.code, reply.message);
  }
}

/** Never keeps the process alive. */
function started(start: ThreadStart): Worker {
  const worker = new Worker(THREAD, { workerData: start });
  worker.unref();
  return worker;
}

function answerOf(worker: Worker, request: ThreadRequest): Promise<ThreadReply> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void) => {
      worker.off('message', answered).off('error', broken).off('exit', gone);
      finish();
    };
    const answered = (reply: ThreadReply) => settle(() => resolve(reply));
    const broken = (cause: Error) => settle(() => reject(cause));
    const gone = () => settle(() => reject(new HarnessError('E_VISUALS', 'the drawing thread ended')));
    worker.once('message', answered).once('error', broken).once('exit', gone);
    worker.postMessage(request);
  });
}
