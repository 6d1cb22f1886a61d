import type { Summary } from '../schema/summary.ts';
import { objectTable, scenarioTable } from './breakdowns.ts';
import { headline } from './headline.ts';
import { levelTable } from './levels.ts';
import { notes } from './notes.ts';
import type { Terminal } from './terminal.ts';

/** The table at the end of a run, as text with a final newline. */
export function renderSummary(summary: Summary, terminal: Terminal): string {
  const parts = [headline, levelTable, objectTable, scenarioTable, notes];
  const blocks = parts.map((part) => part(summary, terminal)).filter((lines) => lines.length > 0);
  return `\n${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
