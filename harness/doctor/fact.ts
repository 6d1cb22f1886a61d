import { HarnessError } from '../errors.ts';

/** One line of a doctor's report. */
export interface Fact {
  readonly name: string;
  readonly result: 'ok' | 'failed' | 'skipped';
  /** What was found, or why not. */
  readonly detail: string;
}

/** The fact that `find` tells, or that it could not be found out and why. */
export async function factOf(name: string, find: () => Promise<string> | string): Promise<Fact> {
  try {
    return { name, result: 'ok', detail: await find() };
  } catch (error) {
    return { name, result: 'failed', detail: why(error) };
  }
}

function why(error: unknown): string {
  const hint = error instanceof HarnessError && error.hint ? ` (${error.hint})` : '';
  return `${error instanceof Error ? error.message : String(error)}${hint}`;
}
