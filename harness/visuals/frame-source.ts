/** Frames of one scene after another, drawn in this thread, or in this one and a partner. */
import type { Frame, FrameRequest, Stage } from '../render/frame.ts';
import { Renderer } from '../render/renderer.ts';
import type { FramePoses } from '../render/visuals.ts';
import { Pair } from './pair/pair.ts';

export interface FrameSource {
  /** From now on frames show this scene. Rejects with `E_VISUALS` for one that cannot be drawn. */
  show(stage: Stage): Promise<void>;
  /** One frame a request, of the same moment. */
  draw(requests: readonly FrameRequest[], poses: FramePoses): Promise<readonly Frame[]>;
  close(): Promise<void>;
}

export class LocalFrameSource implements FrameSource {
  #renderer: Renderer | null = null;

  async show(stage: Stage): Promise<void> {
    this.#renderer = new Renderer(stage);
  }

  async draw(requests: readonly FrameRequest[], poses: FramePoses): Promise<readonly Frame[]> {
    const renderer = this.#renderer;
    if (!renderer) throw new Error('frames were asked for before a scene');
    return requests.map((request) => renderer.draw(request, poses));
  }

  async close(): Promise<void> {
    this.#renderer = null;
  }
}

/** Two threads for each frame: faster where a core would be idle, slower where none is. */
export class PairedFrameSource implements FrameSource {
  #pair: Pair | null = null;

  async show(stage: Stage): Promise<void> {
    if (!this.#pair || this.#pair.over) this.#pair = await Pair.open();
    await this.#pair.show(stage);
  }

  async draw(requests: readonly FrameRequest[], poses: FramePoses): Promise<readonly Frame[]> {
    const pair = this.#pair;
    if (!pair) throw new Error('frames were asked for before a scene');
    const frames: Frame[] = [];
    for (const request of requests) frames.push(await pair.draw(request, poses));
    return frames;
  }

  async close(): Promise<void> {
    const pair = this.#pair;
    this.#pair = null;
    await pair?.close();
  }
}

/** @param threads that draw one frame together, this one included */
export const localSource = (threads: 1 | 2): FrameSource =>
  threads === 2 ? new PairedFrameSource() : new LocalFrameSource();
