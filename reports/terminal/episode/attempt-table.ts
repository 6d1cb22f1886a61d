import type { EpisodeRecord } from '../../../harness/types.ts';
import { visible } from '../../visible.ts';
import { type Column, layOutText } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { colored } from './facts.ts';
import { titled } from './titled.ts';
import type { EpisodeView } from './view.ts';

/** Every attempt, when there is more than one. */
export function attemptTable({ attempts }: EpisodeView, terminal: Terminal): string[] {
  if (attempts.length < 2) return [];
  const rows = [...attempts].sort((a, b) => a.attempt - b.attempt);
  const cells = (of: (row: EpisodeRecord) => string): string[] => rows.map(of);
  const columns: Column[] = [
    { head: 'attempt', align: 'right', cells: cells(({ attempt }) => String(attempt)) },
    { head: 'outcome', align: 'left', cells: cells(({ outcome }) => colored(outcome, outcome, terminal.paint)) },
    { head: 'end', align: 'left', cells: cells(({ end }) => visible(end)), shrinkTo: 16 },
    { head: 'steps', align: 'right', cells: cells(({ steps }) => String(steps)) },
  ];
  const message = { head: 'message', cells: cells(({ error }) => visible(error?.message ?? '')) };
  return titled('attempts', layOutText(columns, message, terminal.width - 2), terminal);
}
