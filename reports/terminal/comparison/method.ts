import { methodOf } from '../../compare/text.ts';
import type { Comparison } from '../../schema/comparison.ts';
import { fact } from '../fact.ts';
import type { Terminal } from '../terminal.ts';

/** How it was worked out: only what applies. */
export function method(comparison: Comparison, terminal: Terminal): string[] {
  if (comparison.entrants.length < 2) return [];
  const { paint } = terminal;
  return methodOf(comparison)
    .flatMap((text, at) => fact(at === 0 ? 'method' : '', text, terminal))
    .map((line) => paint.dim(line));
}
