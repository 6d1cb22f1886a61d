import type { Comparison } from '../schema/comparison.ts';
import { besideTables } from './comparison/beside.ts';
import { entrantTable } from './comparison/entrants.ts';
import { flipTable } from './comparison/flips.ts';
import { headline } from './comparison/headline.ts';
import { method } from './comparison/method.ts';
import { rowTable } from './comparison/rows.ts';
import { ranking, verdict } from './comparison/verdict.ts';
import type { Terminal } from './terminal.ts';

/** What a comparison says, as text with a final newline. */
export function renderComparison(comparison: Comparison, terminal: Terminal): string {
  const parts = [headline, entrantTable, ranking, verdict, rowTable, flipTable, besideTables, method];
  const blocks = parts.map((part) => part(comparison, terminal)).filter((lines) => lines.length > 0);
  return `\n${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
