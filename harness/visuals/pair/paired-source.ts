/** Frames of one scene after another, each drawn by this thread and a partner: quicker where a core is idle, slower where none is. */
import type { Frame, FrameRequest, Picture, Stage } from '../../render/frame.ts';
import type { FramePoses } from '../../render/visuals.ts';
import type { LocalSource } from '../frame-source.ts';
import { Pair } from './pair.ts';

export class PairedFrameSource implements LocalSource {
  #pair: Pair | null = null;

  async show(stage: Stage): Promise<void> {
    if (!this.#pair || this.#pair.over) this.#pair = await Pair.open();
    await this.#pair.show(stage);
  }

  async draw(
    requests: readonly FrameRequest[],
    poses: FramePoses,
    onto?: readonly Picture[],
  ): Promise<readonly Frame[]> {
    const pair = this.#pair;
    if (!pair) throw new Error('frames were asked for before a scene');
    const frames: Frame[] = [];
    for (const [i, request] of requests.entries()) frames.push(await pair.draw(request, poses, onto?.[i] ?? null));
    return frames;
  }

  async close(): Promise<void> {
    const pair = this.#pair;
    this.#pair = null;
    await pair?.close();
  }
}
