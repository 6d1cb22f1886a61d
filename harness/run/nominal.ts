import { firstImage } from '../episode/episode.ts';
import { firstObservation } from '../episode/observe.ts';
import { signature } from '../episode/signature.ts';
import type { EpisodeSpec, Policy, Simulator } from '../types.ts';

/**
 * Signatures of the first picture of nominal episodes, which every level's picture is held against.
 * Taken from the nominal episode when it has run here, else its scene is built once more and looked at: the same bits either way.
 */
export class NominalSignatures {
  private readonly known = new Map<string, Uint8Array>();

  learn(episodeId: string, encoded: string | null): void {
    if (encoded) this.known.set(episodeId, new Uint8Array(Buffer.from(encoded, 'base64')));
  }

  /** As in records; null where it is not known yet. */
  encoded(episodeId: string): string | null {
    const known = this.known.get(episodeId);
    return known ? Buffer.from(known).toString('base64') : null;
  }

  async of(nominal: EpisodeSpec, simulator: Simulator, policy: Policy): Promise<Uint8Array | null> {
    const known = this.known.get(nominal.episodeId);
    if (known) return known;
    const reset = await simulator.reset(nominal.scene, nominal.seed, firstObservation(policy.spec, nominal));
    const image = firstImage(policy, reset);
    if (!image) return null;
    const taken = signature(image);
    this.known.set(nominal.episodeId, taken);
    return taken;
  }
}
