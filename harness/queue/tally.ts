import type { EpisodeRecord, Outcome } from '../types.ts';

/** How far a run is, as `harness queue status` shows it. */
export interface Progress {
  readonly planned: number;
  readonly attempts: number;
  /** Episodes by their last outcome. */
  readonly outcomes: Readonly<Record<Outcome, number>>;
}

/** Counts episodes by their last outcome as their records come. */
export class Tally {
  private readonly planned: number;
  private readonly last = new Map<string, Outcome>();
  private readonly outcomes: Record<Outcome, number> = { success: 0, failure: 0, invalid: 0, infra_error: 0 };
  private attempts = 0;

  constructor(planned: number, records: readonly EpisodeRecord[]) {
    this.planned = planned;
    for (const record of records) this.add(record);
  }

  add({ episodeId, outcome }: EpisodeRecord): void {
    const before = this.last.get(episodeId);
    if (before) this.outcomes[before] -= 1;
    this.outcomes[outcome] += 1;
    this.last.set(episodeId, outcome);
    this.attempts += 1;
  }

  get progress(): Progress {
    return { planned: this.planned, attempts: this.attempts, outcomes: { ...this.outcomes } };
  }
}
