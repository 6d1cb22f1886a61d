import type { Beside, Entrant } from '../compare/index.ts';

/** A file that others wrote, as it was read. */
export interface ForeignFile {
  readonly file: string;
  readonly text: string;
}

export interface ForeignResults {
  readonly entrants: readonly Entrant[];
  readonly beside: readonly Beside[];
}
