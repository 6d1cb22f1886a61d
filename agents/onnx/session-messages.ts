import type { FeedTensor } from './feed.ts';
import type { Ports } from './fit.ts';

/** What the process of a model is told, one thing at a time. */
export type SessionRequest =
  | { readonly kind: 'load'; readonly file: string; readonly threads: number }
  | { readonly kind: 'run'; readonly feed: Readonly<Record<string, FeedTensor>>; readonly output: string };

export interface Output {
  readonly dims: readonly number[];
  readonly data: Float32Array | Float64Array;
}

export type SessionReply =
  | { readonly kind: 'loaded'; readonly ports: Ports }
  | { readonly kind: 'ran'; readonly output: Output }
  | { readonly kind: 'failed'; readonly message: string };
