import { visible } from '../../visible.ts';
import { type Column, layOutText } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { titled } from './titled.ts';
import type { EpisodeView, ShownCall } from './view.ts';

/** Lines of one answer; the whole of it is in the trace. */
const MOST_LINES = 8;

/** When the policy was asked and what it said; calls that only repeat the last stage without a word are left out. */
export function callTable({ trace }: EpisodeView, terminal: Terminal): string[] {
  const calls = (trace?.calls ?? []).filter((call, i, all) => isTelling(call, all[i - 1]));
  if (calls.length === 0) return [];
  const columns: Column[] = [
    { head: 'step', align: 'right', cells: calls.map(({ step }) => String(step)) },
    { head: 'took', align: 'right', cells: calls.map(({ inferenceMs }) => `${Math.round(inferenceMs)} ms`) },
    { head: 'actions', align: 'right', cells: calls.map(({ actions }) => String(actions)) },
    { head: 'stage', align: 'left', cells: calls.map(({ stage }) => visible(stage ?? '')), shrinkTo: 12 },
  ];
  const words = { head: 'said', cells: calls.map(said) };
  return titled('policy', layOutText(columns, words, terminal.width - 2, MOST_LINES), terminal);
}

function isTelling(call: ShownCall, before: ShownCall | undefined): boolean {
  return Boolean(call.text || call.declares || call.query?.problem) || (call.stage ?? null) !== (before?.stage ?? null);
}

/** What it said, and why the harness could do nothing with it, where it could not. */
const said = ({ text, declares, query }: ShownCall): string =>
  visible([declares ? `declares ${declares}` : '', query?.problem ?? '', text ?? ''].filter(Boolean).join(': '));
