/**
 * One picture drawn by two threads, each every second stripe of its rows: while a policy waits for a picture, nobody else
 * needs the second core. Both hold the scene; poses, the shadow map of what moves and the picture lie in memory that both
 * see. The bytes are those of one thread.
 */
import { resolved, sampled } from '../../render/antialias.ts';
import { checkPoses, checkRequest, checkStage } from '../../render/check.ts';
import type { Frame, FrameRequest, Picture, Stage } from '../../render/frame.ts';
import { Renderer } from '../../render/renderer.ts';
import type { FramePoses } from '../../render/visuals.ts';
import { AssetSender } from '../asset-post.ts';
import { type Canvas, copied, newCanvas, pictureOn, roomFor } from '../canvas.ts';
import { type Desk, newDesk, newPoses } from './desk.ts';
import { ASKER, handAt, PATIENCE_MS, silent } from './hands.ts';
import { writeOrder } from './order.ts';
import { type Partner, startPartner } from './partner.ts';
import { DONE, FAILED, reached, TURN, tell } from './signals.ts';

export class Pair {
  /** True when it is closed, or one of the threads has failed. */
  over = false;
  readonly #desk: Desk;
  readonly #partner: Partner;
  readonly #assets = new AssetSender();
  #stage: Stage | null = null;
  #renderer: Renderer | null = null;
  #poses = newPoses(0);
  #canvas: Canvas = newCanvas(0);
  #turn = 0;

  /** Starts the other thread. Whoever opens a pair must `close` it. */
  static async open(): Promise<Pair> {
    const desk = newDesk();
    return new Pair(desk, await startPartner(desk));
  }

  private constructor(desk: Desk, partner: Partner) {
    this.#desk = desk;
    this.#partner = partner;
  }

  /** From now on pictures show this scene. @throws HarnessError E_VISUALS for one that cannot be drawn */
  async show(stage: Stage): Promise<void> {
    checkStage(stage);
    const { assets, ...rest } = stage;
    await this.#together(() => {
      this.#stage = stage;
      this.#poses = newPoses(7 * stage.visuals.frames.length);
      this.#partner.post({ kind: 'stage', stage: rest, fresh: this.#assets.fresh(assets), poses: this.#poses });
      this.#begin(null);
      this.#renderer = new Renderer(
        stage,
        handAt(this.#desk, ASKER, () => this.#turn),
      );
    });
  }

  /**
   * @param onto memory for the frame; null for memory of its own
   * @throws HarnessError E_VISUALS for what cannot be drawn, E_TIMEOUT for a thread that is stuck: then the pair is at its end
   */
  async draw(request: FrameRequest, poses: FramePoses, onto: Picture | null): Promise<Frame> {
    checkRequest(request);
    checkPoses(poses, this.#stage!);
    return this.#together(() => {
      const order = sampled(request);
      const picture = this.#room(order);
      this.#poses.set(poses);
      this.#begin(order);
      this.#renderer!.paint(order, poses, picture);
      this.#finish();
      return resolved(request, request.antialias === 1 ? copied(picture, onto) : picture, onto);
    });
  }

  async close(): Promise<void> {
    this.over = true;
    await this.#partner.end();
  }

  /** After what the partner may still be doing. A turn that fails is the last. */
  async #together<T>(work: () => T): Promise<T> {
    try {
      this.#finish();
      return work();
    } catch (error) {
      const failed = Atomics.load(this.#desk.signals, FAILED) !== 0;
      const trouble = failed ? await this.#partner.trouble() : null;
      await this.close();
      throw trouble === null ? error : new Error(`the other drawing thread failed: ${trouble}`);
    }
  }

  #begin(order: FrameRequest | null): void {
    writeOrder(this.#desk.order, order);
    this.#turn++;
    tell(this.#desk.signals, TURN, this.#turn);
  }

  #finish(): void {
    const { signals } = this.#desk;
    if (!reached(signals, DONE, this.#turn, PATIENCE_MS)) throw silent();
    if (Atomics.load(signals, FAILED) !== 0) throw new Error('the other drawing thread failed');
  }

  #room(order: FrameRequest): Picture {
    const canvas = roomFor(order, this.#canvas);
    if (canvas !== this.#canvas) this.#partner.post({ kind: 'canvas', canvas });
    this.#canvas = canvas;
    return pictureOn(canvas, order);
  }
}
