import type { OptionValues } from './option-values.ts';

/** Options of every reasoner behind a server: how long to wait for it, and how often to try again. */
export const PATIENCE = { timeoutSec: '100', retries: '4' } as const;

/** Node's own limit for the first byte of an answer is 300 s. */
const LONGEST_SEC = 290;

export function patienceOf(values: OptionValues<keyof typeof PATIENCE>): { timeoutMs: number; retries: number } {
  return {
    timeoutMs: 1000 * values.number('timeoutSec', { least: 0.1, most: LONGEST_SEC }),
    retries: values.number('retries', { least: 0, most: 20, whole: true }),
  };
}
