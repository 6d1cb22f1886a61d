/** What a log says of each episode of a plan, in a few bytes each. */
import type { EpisodeIndex } from '../episode-index.ts';
import type { EpisodeRecord } from '../types.ts';
import { settles } from './settled.ts';

export class History {
  readonly index: EpisodeIndex;
  /** By place: the number of the last attempt. */
  private readonly last: Uint32Array;
  private readonly settled: Uint8Array;
  private attemptCount = 0;

  constructor(index: EpisodeIndex) {
    this.index = index;
    this.last = new Uint32Array(index.length);
    this.settled = new Uint8Array(index.length);
  }

  /** An infrastructure error settles nothing: its episode is tried again. A record of another plan is passed over. */
  add({ episodeId, attempt, outcome }: EpisodeRecord): void {
    this.attemptCount += 1;
    const place = this.index.placeOf(episodeId);
    if (place === null) return;
    this.last[place] = Math.max(attempt, this.last[place]!);
    if (settles({ outcome })) this.settled[place] = 1;
  }

  /** Records so far. */
  get attempts(): number {
    return this.attemptCount;
  }

  /** The number of an episode's last attempt, 0 before the first. */
  attemptsAt(episodeId: string): number {
    const place = this.index.placeOf(episodeId);
    return place === null ? 0 : this.last[place]!;
  }

  isSettled(episodeId: string): boolean {
    const place = this.index.placeOf(episodeId);
    return place !== null && this.isSettledAt(place);
  }

  isSettledAt(place: number): boolean {
    return this.settled[place] === 1;
  }
}
