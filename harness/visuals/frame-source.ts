/** Frames of one scene after another, drawn in this thread. */
import type { Frame, FrameRequest, Picture, Stage } from '../render/frame.ts';
import { Renderer } from '../render/renderer.ts';
import type { FramePoses } from '../render/visuals.ts';

export interface FrameSource {
  /** From now on frames show this scene. Rejects with `E_VISUALS` for one that cannot be drawn. */
  show(stage: Stage): Promise<void>;
  /** One frame a request, of the same moment. */
  draw(requests: readonly FrameRequest[], poses: FramePoses): Promise<readonly Frame[]>;
  close(): Promise<void>;
}

/** One that may be given the memory that it draws on. */
export interface LocalSource extends FrameSource {
  /** @param onto for the frame of each request; without it each frame has memory of its own */
  draw(requests: readonly FrameRequest[], poses: FramePoses, onto?: readonly Picture[]): Promise<readonly Frame[]>;
}

export class LocalFrameSource implements LocalSource {
  #renderer: Renderer | null = null;

  async show(stage: Stage): Promise<void> {
    this.#renderer = new Renderer(stage);
  }

  async draw(
    requests: readonly FrameRequest[],
    poses: FramePoses,
    onto?: readonly Picture[],
  ): Promise<readonly Frame[]> {
    const renderer = this.#renderer;
    if (!renderer) throw new Error('frames were asked for before a scene');
    return requests.map((request, i) => renderer.draw(request, poses, onto?.[i] ?? null));
  }

  async close(): Promise<void> {
    this.#renderer = null;
  }
}
