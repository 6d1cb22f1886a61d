import { canonicalJson, sha256 } from '../../harness/record/canonical.ts';
import type { Reasoner, ReasonerNeeds } from './reasoner.ts';

/** What the numbers of an answer count: fractions of the image, as VLA-R1 says, or pixels of it, as Qwen2.5-VL. */
export const UNITS = ['fraction', 'pixel'] as const;
export type Unit = (typeof UNITS)[number];

/** A reasoner that can be opened, once per worker. */
export interface ReasonerSource {
  /** Changes with whatever can change an answer: the model that a server tells of, sampling, prompt. */
  readonly fingerprint: string;
  readonly needs: ReasonerNeeds;
  /** For the parser. */
  readonly unit: Unit;
  /** Longest that an answer is waited for; null for what answers at once. */
  readonly timeoutMs: number | null;
  /** True for what answers several questions at once in about the time of one. */
  readonly batches: boolean;
  open(): Promise<Reasoner>;
}

/** Looks at the RGB and nothing else. */
export const RGB_ONLY: ReasonerNeeds = { depth: false, segmentation: false, privileged: false };

export const fingerprintOf = (identity: unknown): string => sha256(canonicalJson(identity)).slice(0, 16);
