import type { Manifest } from '../../harness/record/manifest.ts';
import type { EpisodeRecord, PolicyQuery } from '../../harness/types.ts';
import type { Chart } from '../charts/chart.ts';
import type { Film, Html } from '../page/index.ts';
import type { WorstCell } from '../schema/details.ts';
import type { Summary } from '../schema/summary.ts';

/** One question to a model, or something that the policy said by itself. */
export interface Said {
  readonly step: number;
  readonly stage: string | null;
  readonly text: string | null;
  readonly query: PolicyQuery | null;
}

/** A failure that is shown in full. */
export interface Exhibit {
  readonly cell: WorstCell;
  readonly record: EpisodeRecord;
  /** As planned; what was sent is in the record. */
  readonly instruction: string;
  /** Null where no trace was kept. */
  readonly said: readonly Said[] | null;
  /** Or why there is none. */
  readonly replay: Film | string;
}

/** All that a page about a run is made of. */
export interface RunReport {
  /** With its details. */
  readonly summary: Summary;
  readonly manifest: Manifest;
  readonly exhibits: readonly Exhibit[];
  /** What went wrong with the files, in sentences: a torn line. */
  readonly warnings: readonly string[];
  readonly harnessVersion: string;
}

/** Draws a chart into a page: passed in, for what draws is heavy. */
export type Draw = (chart: Chart) => Html;
