import type { FrameRequest, Picture, Stage } from '../render/frame.ts';
import type { FramePoses, VisualAssets } from '../render/visuals.ts';
import type { DrawingThreads } from './local-sources.ts';

/** What a thread that draws is given when it starts. */
export interface ThreadStart {
  readonly threads: DrawingThreads;
}

/** What a thread that draws is told; of assets only what it was not sent before. */
export type ThreadRequest =
  | { readonly kind: 'show'; readonly stage: Omit<Stage, 'assets'>; readonly fresh: VisualAssets }
  | {
      readonly kind: 'draw';
      readonly requests: readonly FrameRequest[];
      readonly poses: FramePoses;
      /** In memory of both threads, where the frame of each request is wanted. */
      readonly onto: readonly Picture[];
    };

/** What it answers; the frames lie where they were wanted. */
export type ThreadReply =
  | { readonly kind: 'shown' }
  | { readonly kind: 'drawn' }
  | { readonly kind: 'failed'; readonly code: string | null; readonly message: string };
