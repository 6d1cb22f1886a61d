import type { Counts } from './schema/summary.ts';

export interface OutcomeMark {
  readonly key: Exclude<keyof Counts, 'planned'>;
  readonly sign: string;
  readonly word: string;
}

/** The five outcomes in the order of every report; they add up to what was planned. */
export const OUTCOMES = [
  { key: 'success', sign: '✓', word: 'success' },
  { key: 'failure', sign: '✗', word: 'failure' },
  { key: 'infraError', sign: '!', word: 'infra error' },
  { key: 'invalid', sign: '≠', word: 'invalid' },
  { key: 'notRun', sign: '–', word: 'not run' },
] as const satisfies readonly OutcomeMark[];
