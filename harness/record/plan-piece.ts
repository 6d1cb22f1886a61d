import type { EpisodeSpec } from '../types.ts';
import { lineOf } from './canonical.ts';
import { identityOf } from './plan-digest.ts';

/** Some episodes of a plan, one after the other, as they go to the disk. */
export interface PlanPiece {
  /** UTF-8. */
  readonly lines: Uint8Array;
  /** For the digest of the plan. */
  readonly identities: string;
}

export function pieceOf(episodes: Iterable<EpisodeSpec>): PlanPiece {
  let lines = '';
  const identities: string[] = [];
  for (const episode of episodes) {
    lines += `${lineOf(episode)}\n`;
    identities.push(identityOf(episode));
  }
  return { lines: new TextEncoder().encode(lines), identities: identities.join() };
}
