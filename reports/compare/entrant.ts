import type { EpisodeSpec } from '../../harness/types.ts';
import type { Entry } from '../pairing/index.ts';

/** Where results came from. */
export const SOURCES = {
  run: 'run folder of this harness',
  lerobot: 'eval_info.json of LeRobot',
  'vla-eval': 'results of vla-eval',
  csv: 'CSV',
} as const;

export type Source = keyof typeof SOURCES;

/** One episode of one policy, and how it ended. */
export interface ComparedEpisode extends Entry {
  /** Episodes of equal key began from the same draw: together they are one piece of evidence about the world. */
  readonly seedKey: string;
  readonly end: string | null;
  /** Control steps; null where nobody says. */
  readonly steps: number | null;
  readonly instruction: string | null;
  /** As planned; null where others made the results. */
  readonly spec: EpisodeSpec | null;
}

export interface SettingValue {
  readonly value: string | number;
  /** With another value no pair means anything. */
  readonly essential: boolean;
}

/** One policy's results on a set of episodes: what is compared. */
export interface Entrant {
  /** Unique in a comparison. */
  readonly name: string;
  readonly source: Source;
  /** The folder or file, as it was given. */
  readonly location: string;
  readonly runId: string | null;
  readonly policy: { readonly fingerprint: string | null; readonly privileged: boolean };
  /** What must be equal, or at least said to differ, by the name of the field. */
  readonly setting: Readonly<Record<string, SettingValue>>;
  readonly episodes: readonly ComparedEpisode[];
}

/** Rates that others published without their episodes: they stand beside a comparison and are never paired. */
export interface Beside {
  /** `paper:vla-r1/table2`, or a file. */
  readonly source: string;
  readonly title: string;
  readonly notes: readonly string[];
  readonly rows: readonly {
    readonly policy: string;
    readonly label: string;
    readonly k: number;
    readonly n: number;
    /** Several of the other rows together. */
    readonly pooled: boolean;
  }[];
}
