import { attemptTable } from './episode/attempt-table.ts';
import { callTable } from './episode/call-table.ts';
import { evidenceTable } from './episode/evidence-table.ts';
import { facts } from './episode/facts.ts';
import { momentTable } from './episode/moment-table.ts';
import { stageTable } from './episode/stage-table.ts';
import type { EpisodeView } from './episode/view.ts';
import type { Terminal } from './terminal.ts';

export type { EpisodeView, ShownCall, ShownTrace } from './episode/view.ts';

/** What happened in one episode, step by step, as text with a final newline. */
export function renderEpisode(episode: EpisodeView, terminal: Terminal): string {
  const parts = [facts, attemptTable, evidenceTable, stageTable, callTable, momentTable];
  const blocks = parts.map((part) => part(episode, terminal)).filter((lines) => lines.length > 0);
  return `\n${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
