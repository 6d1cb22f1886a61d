import { visible } from '../../visible.ts';
import { type Column, layOut } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { cut } from '../width.ts';
import { titled } from './titled.ts';
import type { EpisodeView } from './view.ts';

const LONGEST_VALUE = 34;

/** What was asked of the scene or the policy's input, and what was found there. */
export function evidenceTable({ shown }: EpisodeView, terminal: Terminal): string[] {
  if (!shown) return [];
  const { status, details } = shown.evidence;
  const title = `evidence: ${status.replace('_', ' ')}`;
  if (details.length === 0) return [`  ${terminal.paint.bold(title)}`];
  const sign = (ok: boolean): string => (ok ? terminal.paint.green('✓') : terminal.paint.red('✗'));
  const columns: Column[] = [
    { head: '', align: 'left', cells: details.map(({ ok }) => sign(ok)) },
    { head: 'what', align: 'left', cells: details.map(({ path }) => visible(path)), shrinkTo: 20 },
    { head: 'asked', align: 'left', cells: details.map(({ asked }) => value(asked)), shrinkTo: 16 },
    { head: 'got', align: 'left', cells: details.map(({ got }) => value(got)), shrinkTo: 16 },
  ];
  return titled(title, layOut(columns, terminal.width - 2), terminal);
}

function value(of: unknown): string {
  const rounded = JSON.stringify(of, (_, item) => (typeof item === 'number' ? Number(item.toPrecision(5)) : item));
  return cut(visible(rounded ?? 'nothing'), LONGEST_VALUE);
}
