import type { Stage } from '../../render/frame.ts';
import type { VisualAssets } from '../../render/visuals.ts';
import type { Canvas } from '../canvas.ts';
import type { Desk } from './desk.ts';

/** What the partner is given when it starts. */
export interface Welcome {
  readonly desk: Desk;
}

/** News for the partner, read before the picture of a turn is drawn. */
export type Mail =
  | {
      readonly kind: 'stage';
      readonly stage: Omit<Stage, 'assets'>;
      readonly fresh: VisualAssets;
      /** Where the poses of its frames are written for each picture. */
      readonly poses: Float64Array;
    }
  | { readonly kind: 'canvas'; readonly canvas: Canvas };

/** What the partner says when it is there, and when it cannot go on. */
export type Word = { readonly kind: 'ready' } | { readonly kind: 'failed'; readonly message: string };
