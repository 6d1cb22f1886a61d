import { askedText, countText, estimateText, notesOf } from '../gate/words.ts';
import type { Gate, GateCheck, Verdict } from '../schema/gate.ts';
import { visible } from '../visible.ts';
import { fact } from './fact.ts';
import { outcomeLines } from './outcomes.ts';
import { type Column, layOutText } from './table.ts';
import type { Paint, Terminal } from './terminal.ts';
import { wrap } from './width.ts';

const COLOR: Readonly<Record<Verdict, (paint: Paint) => (text: string) => string>> = {
  pass: (paint) => paint.green,
  regression: (paint) => paint.red,
  inconclusive: (paint) => paint.yellow,
  invalid: (paint) => paint.magenta,
};
const SIGN: Readonly<Record<Verdict, string>> = { pass: '✓', regression: '✗', inconclusive: '?', invalid: '!' };

/** The verdict, what it rests on, and each check, as text with a final newline. */
export function renderGate(gate: Gate, terminal: Terminal): string {
  const { width, paint } = terminal;
  const { run, baseline, verdict, exitCode, counts } = gate;
  const badge = paint.bold(paint.inverse(COLOR[verdict](paint)(` ${verdict.toUpperCase()} `)));
  const blessed = baseline.blessedAt
    ? `, blessed ${baseline.blessedAt.slice(0, 10)}${baseline.blessedBy ? ` by ${baseline.blessedBy}` : ''}`
    : '';
  const head = [
    `  ${badge}  ${paint.dim(`exit code ${exitCode}`)}`,
    ...gate.reasons.flatMap((reason) => wrap(visible(reason), width - 4).map((line) => `  ${line}`)),
    '',
    ...fact('run', `${run.policy.name} on ${run.suite} · ${run.runId}`, terminal),
    ...fact('baseline', `${baseline.policy.name} on ${baseline.suite} · ${baseline.runId}${blessed}`, terminal),
    ...fact('pairs', `${gate.pairs}, of ${counts.planned} planned episodes`, terminal),
    ...outcomeLines(counts, width - 15, paint).map((line) => `${' '.repeat(15)}${line}`),
  ];
  const notes = notesOf(gate).flatMap((note) => wrap(visible(note), width - 4).map((line) => `  ${paint.dim(line)}`));
  return `\n${[...head, '', ...table(gate.checks, terminal), '', ...notes].join('\n')}\n`;
}

function table(checks: readonly GateCheck[], { width, paint }: Terminal): string[] {
  if (checks.length === 0) return [];
  const column = (
    head: string,
    align: 'left' | 'right',
    cell: (check: GateCheck) => string,
    room: Pick<Column, 'drop' | 'shrinkTo'> = {},
  ) => ({ head: paint.dim(head), align, cells: checks.map(cell), ...room });
  const columns = [
    column('', 'left', ({ verdict }) => COLOR[verdict](paint)(SIGN[verdict])),
    column('check', 'left', ({ name }) => visible(name), { shrinkTo: 12 }),
    column('run', 'right', ({ run }) => countText(run), { drop: 1 }),
    column('baseline', 'right', ({ baseline }) => (baseline ? countText(baseline) : ''), { drop: 2 }),
    column('estimate, pp or %', 'right', (check) => paint.bold(estimateText(check))),
    column('asked for', 'right', askedText),
    column('seeds', 'right', ({ seeds }) => String(seeds), { drop: 3 }),
  ];
  const why = { head: paint.dim('why'), cells: checks.map(({ reason }) => reason) };
  return layOutText(columns, why, width - 2).map((line) => `  ${line}`);
}
