import type { EpisodeRecord } from '../../harness/types.ts';
import type { PlannedEpisode } from '../input.ts';
import { type SettledOutcome, settle } from '../summary/settle.ts';

/** A planned episode and how it ended: all that is needed to pair it with the same episode of another run. */
export interface Entry
  extends Pick<PlannedEpisode, 'episodeId' | 'scenarioId' | 'conditionId' | 'assignments' | 'control' | 'replicate'> {
  /** Of all that defines the episode. */
  readonly digest: string;
  /** Null where no attempt got as far as a state. */
  readonly initialStateHash: string | null;
  readonly outcome: SettledOutcome;
}

export interface RecordedEntry extends Entry {
  readonly planned: PlannedEpisode;
  /** The attempt that counts; null while there is none. */
  readonly record: EpisodeRecord | null;
}

/** The episodes of a plan, in its order, each with the attempt that counts. */
export function entriesOf(episodes: readonly PlannedEpisode[], records: readonly EpisodeRecord[]): RecordedEntry[] {
  return settle(episodes, records).map((settled) => {
    const { episode, record } = settled;
    const { episodeId, scenarioId, conditionId, assignments, control, replicate, digest } = episode;
    const identity = { episodeId, scenarioId, conditionId, assignments, control, replicate, digest };
    const initialStateHash = record?.initialStateHash ?? null;
    return { ...identity, initialStateHash, outcome: settled.outcome, planned: episode, record };
  });
}

export const succeeded = ({ outcome }: Entry): boolean => outcome === 'success';

export const isValid = ({ outcome }: Entry): boolean => outcome === 'success' || outcome === 'failure';
