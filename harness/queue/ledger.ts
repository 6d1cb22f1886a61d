/** Which attempts of a run are wanted, out or done; knows no clock, no socket and no file. */
import type { EpisodeSpec } from '../types.ts';
import { type Task, taskId } from './task.ts';

export interface LedgerOptions {
  /** Attempts already recorded: numbering goes on from there. */
  readonly attemptsBefore: (episodeId: string) => number;
  /** Further tries after an infrastructure error. */
  readonly retries: number;
}

/** `wanted`: record it · `known`: it is recorded · `stray`: nobody asked for it. */
export type Verdict = 'wanted' | 'known' | 'stray';

const RETRY_PAUSE_MS = 250;

export class Ledger {
  private readonly episodes: ReadonlyMap<string, EpisodeSpec>;
  private readonly options: LedgerOptions;
  private readonly coming: Iterator<EpisodeSpec>;
  private readonly out = new Map<string, Task>();
  /** Attempts recorded since. */
  private readonly last = new Map<string, number>();
  private readonly done = new Set<string>();
  private exhausted = false;
  private withdrawn = false;

  constructor(episodes: readonly EpisodeSpec[], options: LedgerOptions) {
    this.episodes = new Map(episodes.map((episode) => [episode.episodeId, episode]));
    this.coming = episodes[Symbol.iterator]();
    this.options = options;
  }

  get outstanding(): readonly Task[] {
    return [...this.out.values()];
  }

  get size(): number {
    return this.out.size;
  }

  /** The attempt at an episode that is out; null where none is. */
  taskOf(episodeId: string): Task | null {
    return this.out.get(episodeId) ?? null;
  }

  /** Nothing is out and nothing will be. */
  get finished(): boolean {
    return this.exhausted && this.out.size === 0;
  }

  /** The next attempts, in the order of the plan, until so many are out. */
  take(most: number): Task[] {
    const taken: Task[] = [];
    while (!this.exhausted && this.out.size < most) {
      const episode = this.next();
      if (!episode) this.exhausted = true;
      else taken.push(this.put(episode, this.lastOf(episode.episodeId) + 1, 0));
    }
    return taken;
  }

  verdict(episodeId: string, attempt: number, digest: string): Verdict {
    const episode = this.episodes.get(episodeId);
    if (attempt <= this.lastOf(episodeId)) return 'known';
    const isNext = attempt === this.lastOf(episodeId) + 1;
    return episode && isNext && episode.digest === digest && !this.done.has(episodeId) ? 'wanted' : 'stray';
  }

  /** An attempt is on the disk. Gives the one that follows where it must be tried again. */
  recorded(episodeId: string, attempt: number, retryable: boolean): Task | null {
    this.out.delete(episodeId);
    this.last.set(episodeId, attempt);
    const tries = attempt - this.options.attemptsBefore(episodeId);
    const episode = this.episodes.get(episodeId);
    if (episode && retryable && tries <= this.options.retries && !this.withdrawn) {
      return this.put(episode, attempt + 1, RETRY_PAUSE_MS * 2 ** (tries - 1));
    }
    this.done.add(episodeId);
    return null;
  }

  /** Nothing new is taken, nothing is tried again; of what is out only these will still come. */
  withdraw(stillComing: (task: Task) => boolean): void {
    this.exhausted = true;
    this.withdrawn = true;
    for (const [id, task] of this.out) if (!stillComing(task)) this.out.delete(id);
  }

  private next(): EpisodeSpec | null {
    for (let each = this.coming.next(); !each.done; each = this.coming.next()) {
      const { episodeId } = each.value;
      if (!this.done.has(episodeId) && !this.out.has(episodeId)) return each.value;
    }
    return null;
  }

  private put(episode: EpisodeSpec, attempt: number, delayMs: number): Task {
    const task = { id: taskId(episode.episodeId, attempt), episode, attempt, delayMs };
    this.out.set(episode.episodeId, task);
    return task;
  }

  private lastOf(episodeId: string): number {
    return this.last.get(episodeId) ?? this.options.attemptsBefore(episodeId);
  }
}
