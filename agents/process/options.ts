import type { OptionValues } from '../reasoners/option-values.ts';
import type { Patience } from './place.ts';

/** Options of every policy behind our protocol. */
export const PROTOCOL_OPTIONS = {
  /** For one answer, seconds. */
  timeoutSec: '100',
  /** A model may take its time to load, seconds. */
  startSec: '600',
} as const;

const CONNECT_MS = 10_000;
const LONGEST_SEC = 86_400;

export function patienceIn(
  values: OptionValues<keyof typeof PROTOCOL_OPTIONS>,
): Patience & { readonly startMs: number } {
  const startMs = 1000 * values.number('startSec', { least: 0, most: LONGEST_SEC });
  const timeoutMs = 1000 * values.number('timeoutSec', { least: 0.1, most: LONGEST_SEC });
  return { connectMs: CONNECT_MS, timeoutMs, startMs, loadMs: startMs };
}
