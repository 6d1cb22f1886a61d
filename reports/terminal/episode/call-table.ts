import { bytesText } from '../../numbers.ts';
import { visible } from '../../visible.ts';
import { type Column, layOutText } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { titled } from './titled.ts';
import type { EpisodeView, ShownCall } from './view.ts';

/** Lines of one answer; the whole of it is in the trace. */
const MOST_LINES = 8;

/** Calls of a server that is asked at each step fill no screen; all of them are in the trace. */
const MOST_CALLS = 40;

/**
 * When the policy was asked and what it said; calls that only repeat the last stage without a word are left out, unless a
 * server was asked.
 */
export function callTable(view: EpisodeView, terminal: Terminal): string[] {
  const telling = (view.trace?.calls ?? []).filter((call, i, all) => isTelling(call, all[i - 1]));
  const calls = telling.slice(0, MOST_CALLS);
  if (calls.length === 0) return [];
  const columns: Column[] = [
    { head: 'step', align: 'right', cells: calls.map(({ step }) => String(step)) },
    { head: 'took', align: 'right', cells: calls.map(({ inferenceMs }) => `${Math.round(inferenceMs)} ms`) },
    { head: 'actions', align: 'right', cells: calls.map(({ actions }) => String(actions)) },
    ...wireColumns(calls, view),
    { head: 'stage', align: 'left', cells: calls.map(({ stage }) => visible(stage ?? '')), shrinkTo: 12 },
  ];
  const words = { head: 'said', cells: calls.map(said) };
  const lines = layOutText(columns, words, terminal.width - 2, MOST_LINES);
  const left = telling.length - calls.length;
  return titled('policy', left > 0 ? [...lines, `and ${left} more, in the trace`] : lines, terminal);
}

/** What went over a server's wire, and how many control steps after its observation an answer moved the robot. */
function wireColumns(calls: readonly ShownCall[], view: EpisodeView): Column[] {
  if (calls.every(({ timing }) => timing === undefined)) return [];
  const bytes = (key: 'sentBytes' | 'receivedBytes') =>
    calls.map(({ timing }) => (timing ? bytesText(timing[key]) : ''));
  return [
    { head: 'sent', align: 'right', cells: bytes('sentBytes') },
    { head: 'received', align: 'right', cells: bytes('receivedBytes') },
    { head: 'age', align: 'right', cells: calls.map((call) => agesOf(call, view)) },
  ];
}

/** Control steps from the observation until the first and the last action of its answer; empty where none was applied. */
function agesOf(call: ShownCall, { spec, shown, trace }: EpisodeView): string {
  const next = trace?.calls.find(({ step }) => step > call.step)?.step ?? shown?.steps ?? call.step;
  const applied = Math.min(call.actions, next - call.step);
  if (applied < 1) return '';
  const first = call.delaySteps ?? spec.latencySteps;
  return applied === 1 ? String(first) : `${first}-${first + applied - 1}`;
}

function isTelling(call: ShownCall, before: ShownCall | undefined): boolean {
  if (call.timing) return true;
  return Boolean(call.text || call.declares || call.query?.problem) || (call.stage ?? null) !== (before?.stage ?? null);
}

/** What it said, and why the harness could do nothing with it, where it could not. */
const said = ({ text, declares, query }: ShownCall): string =>
  visible([declares ? `declares ${declares}` : '', query?.problem ?? '', text ?? ''].filter(Boolean).join(': '));
