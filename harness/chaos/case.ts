import type { EpisodeRecord } from '../types.ts';
import type { ScriptText } from './faults.ts';
import type { Setting } from './stage.ts';

/** How a fault is meant to end. */
export type Ending =
  /** Attempts are lost; then every episode has the row of a clean run. */
  | { readonly kind: 'recovered' }
  /** Nothing at all. */
  | { readonly kind: 'untouched' }
  /** The episodes that it hit are the policy's failures. */
  | { readonly kind: 'failure'; readonly end: string }
  /** The episodes that it hit are no data. */
  | { readonly kind: 'invalid'; readonly end: string }
  /** The run stops by itself, and the same command finishes it. */
  | { readonly kind: 'stopped'; readonly code: number | null };

export type Policy = 'oracle' | 'scripted';

export interface Observed {
  /** What there was when it was over, in words. */
  readonly outcome: string;
  /** Attempts without an outcome, all commands together. */
  readonly lostAttempts: number;
  /** Finished episodes that were not there any more. */
  readonly lostEpisodes: number;
  /** From the fault, or from the repeated command where one was needed, until all was as it should be; null: no need. */
  readonly recoveredSec: number | null;
  /** Invariants that do not hold, and what was not as this fault is meant to end. */
  readonly broken: readonly string[];
}

export interface Row extends Observed {
  readonly fault: string;
  readonly group: string;
  readonly wallSec: number;
}

/** What all cases know. */
export interface Reference {
  readonly setting: Setting;
  /** Rows of clean runs, of the policies that somebody needs them of. */
  readonly clean: Readonly<Partial<Record<Policy, readonly EpisodeRecord[]>>>;
  /** How long one took. */
  readonly cleanSec: number;
}

export interface Case {
  readonly fault: string;
  readonly group: 'simulator' | 'policy' | 'world' | 'host';
  /** Why it cannot be tried on this machine; null when it can. */
  readonly unfit?: () => string | null;
  /** The policies whose clean runs it is held to. */
  readonly against: readonly Policy[];
  readonly run: (reference: Reference) => Promise<Observed>;
}

/** A fault of the simulator or of the policy in an otherwise ordinary run. */
export interface Scripted {
  readonly fault: string;
  readonly policy: Policy;
  readonly script: ScriptText;
  readonly ending: Ending;
  readonly args?: readonly string[];
}
