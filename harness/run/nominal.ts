import { firstImage } from '../episode/episode.ts';
import { firstObservation } from '../episode/observe.ts';
import { signature } from '../episode/signature.ts';
import { BLOCK } from '../plan/outline.ts';
import { NOMINAL } from '../scenario/scenario.ts';
import type { EpisodeSpec, Policy, Simulator } from '../types.ts';

/**
 * Signatures of the first picture of nominal episodes, which every level's picture is held against.
 * Taken from the nominal episode when it has run here, else its scene is built once more and looked at: the same bits either way.
 */
export class NominalSignatures {
  private readonly known = new Map<string, Uint8Array>();

  /** Of nominal episodes only; of others, and where there was no picture, nothing. */
  learn(episodeId: string, encoded: string | null): void {
    if (encoded && conditionOf(episodeId) === NOMINAL) {
      this.keep(episodeId, new Uint8Array(Buffer.from(encoded, 'base64')));
    }
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
    this.keep(nominal.episodeId, taken);
    return taken;
  }

  /** The last ones: the levels of a block of the plan follow its nominal episodes. */
  private keep(episodeId: string, taken: Uint8Array): void {
    this.known.delete(episodeId);
    this.known.set(episodeId, taken);
    if (this.known.size > MOST_KEPT) this.known.delete(this.known.keys().next().value!);
  }
}

const MOST_KEPT = 4 * BLOCK;

const conditionOf = (episodeId: string): string | undefined => episodeId.split('/').at(-2);
