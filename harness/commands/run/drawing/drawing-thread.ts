import { Worker } from 'node:worker_threads';
import type { PlanPiece } from '../../../record/plan-piece.ts';
import { type Drawing, type DrawingOrder, receivedError } from './order.ts';

/** Beside this file, in the language that this file is in. */
const THREAD = new URL(`./thread${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/** Young objects live longer than the default room for them: with more, they are not moved again and again. */
const YOUNG_MB = 48;

/** How many pieces a thread is ahead of the disk. */
const AHEAD = 2;

/** A thread that draws pieces of a plan, a few ahead of whoever takes them. */
export class DrawingThread {
  private readonly worker: Worker;
  private readonly drawings: Drawing[] = [];
  private failure: unknown = null;
  private wake = (): void => {};

  constructor(order: DrawingOrder) {
    this.worker = new Worker(THREAD, { workerData: order, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } });
    this.worker.on('message', (drawing: Drawing) => this.arrived(drawing));
    this.worker.on('error', (error) => this.failed(error));
    for (let i = 0; i < AHEAD; i++) this.worker.postMessage('next');
  }

  /** Null after the last. @throws HarnessError as drawing does */
  async next(): Promise<PlanPiece | null> {
    while (this.drawings.length === 0 && this.failure === null) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    if (this.failure !== null) throw this.failure;
    const drawing = this.drawings.shift()!;
    if (drawing.kind === 'error') throw receivedError(drawing.error);
    if (drawing.kind === 'end') return null;
    this.worker.postMessage('next');
    return drawing.piece;
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private arrived(drawing: Drawing): void {
    this.drawings.push(drawing);
    this.wake();
  }

  private failed(error: unknown): void {
    this.failure = error;
    this.wake();
  }
}
