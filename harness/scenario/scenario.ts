import type { Places } from './issues.ts';
import type { Setup } from './schema/scenario.ts';

/** A level of a factor. */
export interface Assignment {
  readonly factor: string;
  readonly level: string;
}

/** One cell of the report: the scenario with no, one or two levels applied, and checked. */
export interface Condition {
  /** `nominal`, `object=new_color`, `object=new_color+lighting=dim`. */
  readonly id: string;
  readonly assignments: readonly Assignment[];
  readonly control: boolean;
  readonly setup: Setup;
  /** Where each part of the setup is written. */
  readonly places: Places;
}

/** One checked file; `id` is the file's name. */
export interface Scenario {
  readonly id: string;
  readonly file: string;
  readonly description: string;
  /** Replicates of each condition, unless the run says otherwise. */
  readonly episodes: number;
  /** Nominal first, then levels in the order of the file, then pairs. */
  readonly conditions: readonly Condition[];
}

export const NOMINAL = 'nominal';

export function conditionId(assignments: readonly Assignment[]): string {
  return assignments.map(({ factor, level }) => `${factor}=${level}`).join('+') || NOMINAL;
}
