/** What a worker process works with. */
import type { AttemptSetting } from '../run/attempt.ts';
import type { Worker } from '../run/worker.ts';
import type { EpisodeRecord, EpisodeSpec } from '../types.ts';
import type { Link } from './link.ts';
import type { QueuedRun } from './queued-run.ts';

/** One episode at a time. */
export interface Slot {
  /** @param number of the slot, among all workers of the run */
  readonly worker: (number: number) => Worker;
  /** What was said since the last time that this was asked, a JSON value each. */
  readonly takeAnswers: () => readonly unknown[];
}

export interface WorkInputs {
  readonly link: Link;
  /** Of the queue. */
  readonly name: string;
  readonly run: QueuedRun;
  readonly slots: readonly Slot[];
  readonly setting: Omit<AttemptSetting, 'nominalOf'>;
  /** Whether an episode is what the plan says, here too. @throws HarnessError E_WORKER */
  readonly check: (episode: EpisodeSpec) => void;
  /** How long a result is held while nobody takes it. */
  readonly patienceMs: number;
  /** Aborted: no further attempt is taken, those under way are finished. */
  readonly stop: AbortSignal;
  /** Aborted: what is under way is left to others. */
  readonly abandon: AbortSignal;
  readonly ended: (record: EpisodeRecord) => void;
  readonly note: (line: string) => void;
}
