/** Frames of one scene after another, drawn in this thread. */
import type { Frame, FrameRequest, Stage } from '../render/frame.ts';
import { Renderer } from '../render/renderer.ts';
import type { FramePoses } from '../render/visuals.ts';

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
