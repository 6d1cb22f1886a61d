import type { BodyShape } from '../success/shape.ts';
import type { EpisodeSpec, Policy, Simulator } from '../types.ts';
import type { LoadedVisuals } from '../visuals/load.ts';
import type { Trace } from './trace.ts';

/** What one attempt at an episode needs. */
export interface EpisodeInputs {
  readonly episode: EpisodeSpec;
  readonly policy: Policy;
  readonly simulator: Simulator;
  /** Forms of the scene's bodies, for the success predicate. */
  readonly shapes: Readonly<Record<string, BodyShape>>;
  /** Null for a nominal episode. */
  readonly nominal: { readonly instruction: string; signature(): Promise<Uint8Array | null> } | null;
  /** What the scene that was built last looks like; null where the simulator does not tell. */
  readonly look: () => Promise<LoadedVisuals | null>;
  readonly inferenceTimeoutMs: number;
  /** Hears what had happened when the policy's side broke, before the rejection. */
  readonly broke?: (trace: Trace) => void;
  /** Milliseconds from any fixed origin. */
  readonly clock: () => number;
}
