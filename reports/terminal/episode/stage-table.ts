import { visible } from '../../visible.ts';
import { type Column, layOut } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { titled } from './titled.ts';
import type { EpisodeView } from './view.ts';

/** The policy's stages on the time line of the episode. */
export function stageTable({ shown }: EpisodeView, terminal: Terminal): string[] {
  if (!shown || shown.stages.length === 0) return [];
  const { stages, steps } = shown;
  const ends = stages.map((_, i) => stages[i + 1]?.step ?? steps);
  const bars = (width: number): string[] =>
    stages.map(({ step }, i) => bar(step, ends[i] ?? steps, Math.max(1, steps), width, terminal));
  const columns: Column[] = [
    { head: 'stage', align: 'left', cells: stages.map(({ name }) => visible(name)), shrinkTo: 16 },
    { head: 'steps', align: 'right', cells: stages.map(({ step }, i) => `${step}–${ends[i]}`) },
    { head: '', align: 'left', cells: bars(20), grow: { to: 60, head: () => '', cells: bars } },
  ];
  return titled('stages', layOut(columns, terminal.width - 2), terminal);
}

function bar(from: number, to: number, steps: number, width: number, { paint }: Terminal): string {
  const start = Math.min(width - 1, Math.floor((from / steps) * width));
  const length = Math.max(1, Math.round((to / steps) * width) - start);
  return paint.dim('·'.repeat(start)) + paint.cyan('━'.repeat(length)) + paint.dim('·'.repeat(width - start - length));
}
