/** Ways to draw frames in this thread: alone, with a partner, or with one while that is quicker. */
import type { Frame, FrameRequest, Picture, Stage } from '../render/frame.ts';
import type { FramePoses } from '../render/visuals.ts';
import { LocalFrameSource, type LocalSource } from './frame-source.ts';
import { PairedFrameSource } from './pair/paired-source.ts';
import { Trial } from './trial.ts';

/** That draw one frame together; `either` is two where a core has nothing else to do. The pictures are the same. */
export type DrawingThreads = 1 | 2 | 'either';

export function localSource(threads: DrawingThreads): LocalSource {
  if (threads === 'either') return new EitherFrameSource(() => performance.now());
  return threads === 2 ? new PairedFrameSource() : new LocalFrameSource();
}

/** The way of two threads: quicker unless the machine has other work. */
const TOGETHER = 1;

/** A core that is idle now may have other work in a moment, and then each of two threads waits for the other. */
export class EitherFrameSource implements LocalSource {
  readonly #sources = [new LocalFrameSource(), new PairedFrameSource()] as const;
  readonly #trial = new Trial(TOGETHER);
  readonly #clock: () => number;
  #stage: Stage | null = null;
  /** What each of them shows. */
  readonly #shown: [Stage | null, Stage | null] = [null, null];

  /** @param clock milliseconds */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  async show(stage: Stage): Promise<void> {
    this.#stage = stage;
    await this.#ready();
  }

  async draw(
    requests: readonly FrameRequest[],
    poses: FramePoses,
    onto?: readonly Picture[],
  ): Promise<readonly Frame[]> {
    const source = await this.#ready();
    const start = this.#clock();
    const frames = await source.draw(requests, poses, onto);
    this.#trial.took(this.#clock() - start);
    return frames;
  }

  async close(): Promise<void> {
    await Promise.all(this.#sources.map((source) => source.close()));
  }

  /** The one whose turn it is; it learns of a scene when it draws it for the first time. */
  async #ready(): Promise<LocalSource> {
    const { way } = this.#trial;
    const source = this.#sources[way];
    if (this.#stage && this.#shown[way] !== this.#stage) {
      await source.show(this.#stage);
      this.#shown[way] = this.#stage;
    }
    return source;
  }
}
