import type { PolicySpec } from '../../harness/types.ts';
import type { Needs } from './needs.ts';
import type { ServedSession } from './session.ts';

/** What a server says: a frame, words of a failure, or that it hangs up after them. */
export type Said =
  | Uint8Array
  | { readonly text: string; readonly close: { readonly code: number; readonly reason: string } };

/** One client's conversation. */
export interface Conversation {
  /** Said before anything is asked; null on a wire whose client speaks first. */
  readonly first: Uint8Array | null;
  /** Null: there is nothing to say to this. Never rejects. */
  hear(frame: Uint8Array): Promise<Said | null>;
}

export interface ServedPolicy {
  readonly spec: PolicySpec;
  readonly needs: Needs;
  readonly version: string;
}

export type ServedWire = (policy: ServedPolicy, session: ServedSession) => Conversation;
