import type { EpisodeIndex } from '../episode-index.ts';
import type { EpisodeRecord, Outcome } from '../types.ts';

/** How far a run is, as `harness queue status` shows it. */
export interface Progress {
  readonly planned: number;
  readonly attempts: number;
  /** Episodes by their last outcome. */
  readonly outcomes: Readonly<Record<Outcome, number>>;
}

const OUTCOMES: readonly Outcome[] = ['success', 'failure', 'invalid', 'infra_error'];

/** Counts episodes by their last outcome as their records come. */
export class Tally {
  private readonly index: EpisodeIndex;
  /** By place: one more than the place of the last outcome in `OUTCOMES`. */
  private readonly last: Uint8Array;
  private readonly outcomes: Record<Outcome, number> = { success: 0, failure: 0, invalid: 0, infra_error: 0 };
  private attempts = 0;

  constructor(index: EpisodeIndex) {
    this.index = index;
    this.last = new Uint8Array(index.length);
  }

  /** A record of another plan counts as an attempt only. */
  add({ episodeId, outcome }: Pick<EpisodeRecord, 'episodeId' | 'outcome'>): void {
    this.attempts += 1;
    const place = this.index.placeOf(episodeId);
    if (place === null) return;
    const before = OUTCOMES[this.last[place]! - 1];
    if (before) this.outcomes[before] -= 1;
    this.outcomes[outcome] += 1;
    this.last[place] = OUTCOMES.indexOf(outcome) + 1;
  }

  get progress(): Progress {
    return { planned: this.index.length, attempts: this.attempts, outcomes: { ...this.outcomes } };
  }
}
