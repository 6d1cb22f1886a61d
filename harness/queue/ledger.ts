/** Which attempts of a run are wanted, out or done; knows no clock, no socket and no file. */
import type { EpisodeSpec } from '../types.ts';
import { type Task, taskId } from './task.ts';

export interface LedgerOptions {
  /** An episode by its id; null for one that is not to be run. */
  readonly find: (episodeId: string) => EpisodeSpec | null;
  /** Attempts recorded so far: numbering goes on from there. */
  readonly attemptsBefore: (episodeId: string) => number;
  /** Further tries after an infrastructure error. */
  readonly retries: number;
}

/** `wanted`: record it · `known`: it is recorded · `stray`: nobody asked for it. */
export type Verdict = 'wanted' | 'known' | 'stray';

const RETRY_PAUSE_MS = 250;

export class Ledger {
  private readonly options: LedgerOptions;
  private readonly coming: Iterator<EpisodeSpec>;
  private readonly out = new Map<string, Task>();
  /** Attempts before the first one here, of episodes that are out or tried again. */
  private readonly begun = new Map<string, number>();
  /** Attempts recorded since. */
  private readonly last = new Map<string, number>();
  private readonly done = new Set<string>();
  private exhausted = false;
  private withdrawn = false;

  constructor(episodes: Iterable<EpisodeSpec>, options: LedgerOptions) {
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
    if (attempt <= this.lastOf(episodeId)) return 'known';
    if (attempt > this.lastOf(episodeId) + 1 || this.done.has(episodeId)) return 'stray';
    return this.episode(episodeId)?.digest === digest ? 'wanted' : 'stray';
  }

  /** An attempt is on the disk. Gives the one that follows where it must be tried again. */
  recorded(episodeId: string, attempt: number, retryable: boolean): Task | null {
    const episode = this.episode(episodeId);
    this.out.delete(episodeId);
    this.last.set(episodeId, attempt);
    this.begin(episodeId, attempt);
    const tries = attempt - this.begun.get(episodeId)!;
    if (episode && retryable && tries <= this.options.retries && !this.withdrawn) {
      return this.put(episode, attempt + 1, RETRY_PAUSE_MS * 2 ** (tries - 1));
    }
    this.done.add(episodeId);
    this.begun.delete(episodeId);
    return null;
  }

  /** Nothing new is taken, nothing is tried again; of what is out only these will still come. */
  withdraw(stillComing: (task: Task) => boolean): void {
    this.exhausted = true;
    this.withdrawn = true;
    for (const [id, task] of this.out) if (!stillComing(task)) this.out.delete(id);
  }

  private episode(episodeId: string): EpisodeSpec | null {
    return this.out.get(episodeId)?.episode ?? this.options.find(episodeId);
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
    this.begin(episode.episodeId, attempt);
    return task;
  }

  private begin(episodeId: string, attempt: number): void {
    if (!this.begun.has(episodeId)) this.begun.set(episodeId, attempt - 1);
  }

  private lastOf(episodeId: string): number {
    return this.last.get(episodeId) ?? this.options.attemptsBefore(episodeId);
  }
}
