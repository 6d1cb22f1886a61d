import { createHash } from 'node:crypto';
import type { EpisodeSpec } from '../types.ts';

type Planned = Pick<EpisodeSpec, 'episodeId' | 'digest'>;

/** Which episodes a plan has, in its order, and what defines each: sha256 over the JSON list of their ids and digests. */
export class PlanDigest {
  private readonly hash = createHash('sha256');
  private before = '[';

  /** The next ones. @param identities of `identityOf`, with commas between them */
  add(identities: string): void {
    this.hash.update(`${this.before}${identities}`);
    this.before = ',';
  }

  /** Once, at the end. */
  value(): string {
    return this.hash.update(this.before === '[' ? '[]' : ']').digest('hex');
  }
}

export const identityOf = ({ episodeId, digest }: Planned): string => JSON.stringify([episodeId, digest]);

export function planDigest(episodes: Iterable<Planned>): string {
  const digest = new PlanDigest();
  for (const episode of episodes) digest.add(identityOf(episode));
  return digest.value();
}
