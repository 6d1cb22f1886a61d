import type { WorldState } from '../../../harness/types.ts';
import { visible } from '../../visible.ts';
import { type Column, layOutText } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { cut } from '../width.ts';
import { moments } from './moments.ts';
import { titled } from './titled.ts';
import { type Cast, castOf, type EpisodeView } from './view.ts';

/** About this many rows show where things are between events. */
const SAMPLES = 12;

/** What happened and where things were: a row for each event and now and then between. */
export function momentTable({ spec, trace }: EpisodeView, terminal: Terminal): string[] {
  if (!trace || trace.worldStates.length === 0) return [];
  const cast = castOf(spec);
  const states = trace.initial ? [trace.initial, ...trace.worldStates] : trace.worldStates;
  const offset = trace.initial ? 0 : 1;
  const events = moments(states, cast);
  const steps = [...new Set([...events.map(({ step }) => step), ...samples(states.length)])].sort((a, b) => a - b);
  const at = (of: (state: WorldState) => string): string[] => steps.map((step) => of(states[step]!));
  const happened = steps.map((step) => events.flatMap((event) => (event.step === step ? event.what : [])).join('; '));
  const columns: Column[] = [
    { head: 'step', align: 'right', cells: steps.map((step) => String(step + offset)) },
    { head: 'time', align: 'right', drop: 1, cells: at(({ timeSec }) => `${timeSec.toFixed(2)} s`) },
    { head: 'tool x y z, m', align: 'right', cells: at(({ tcp }) => meters(tcp.position)) },
    {
      head: 'open',
      align: 'right',
      drop: 2,
      cells: at(({ gripperOpening }) => `${Math.round(gripperOpening * 100)} %`),
    },
    ...targetColumn(cast, at),
  ];
  const what = { head: 'what happens', cells: happened.map(visible) };
  return titled('moments', layOutText(columns, what, terminal.width - 2), terminal);
}

function targetColumn({ target }: Cast, at: (of: (state: WorldState) => string) => string[]): Column[] {
  if (target === null) return [];
  const cells = at(({ bodies }) => (bodies[target] ? meters(bodies[target].position) : '–'));
  return [{ head: `${cut(visible(target), 12)} x y z, m`, align: 'right', cells }];
}

const meters = (position: readonly number[]): string => position.map((each) => each.toFixed(3).padStart(6)).join(' ');

/** Steps at even distances, and the last one. */
function samples(length: number): number[] {
  const last = length - 1;
  const stride = Math.max(1, Math.ceil(last / SAMPLES));
  const even = Array.from({ length: Math.floor(last / stride) + 1 }, (_, i) => i * stride);
  return [...even.filter((step) => last - step > stride / 2), last];
}
