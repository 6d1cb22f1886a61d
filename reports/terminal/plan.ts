import { counted } from '../../harness/counted.ts';
import { type Assignment, cellKey, type Unsupported } from '../input.ts';
import { count, duration } from '../numbers.ts';
import { grouped } from '../summary/grouped.ts';
import { visible } from '../visible.ts';
import { fact } from './fact.ts';
import { layOutText } from './table.ts';
import type { Terminal } from './terminal.ts';

/** One cell of a plan, as the planner tells it. */
export interface PlanCell {
  readonly scenarioId: string;
  readonly conditionId: string;
  /** Empty for nominal. */
  readonly assignments: readonly Assignment[];
  readonly control: boolean;
  readonly episodes: number;
}

export interface PlanView {
  readonly suite: string;
  readonly policy: string;
  /** What will be run; the unsupported ones are not among them. */
  readonly conditions: readonly PlanCell[];
  readonly unsupported: readonly Unsupported[];
  /** How long it will take and what that is known from; null when nothing is known. */
  readonly expected: { readonly sec: number; readonly basis: string } | null;
}

interface PlanLine {
  readonly scenario: string;
  readonly factor: string;
  readonly levels: string;
  readonly conditions: string;
  readonly episodes: string;
}

/** What a run would do: conditions and episodes of each scenario and factor, the total and the expected time. */
export function renderPlan(plan: PlanView, terminal: Terminal): string {
  const lines = [...grouped(plan.conditions, ({ scenarioId }) => scenarioId)].flatMap(([id, cells]) =>
    scenarioLines(id, cells),
  );
  const table = planTable(lines, terminal.width - 2).map((text, i) => `  ${i === 0 ? terminal.paint.dim(text) : text}`);
  const said = [total(plan), expected(plan), ...unsupported(plan)].flatMap(([term, text]) =>
    fact(term, text, terminal),
  );
  return `\n${[...table, '', ...said].join('\n')}\n`;
}

function scenarioLines(scenarioId: string, cells: readonly PlanCell[]): PlanLine[] {
  const factors = grouped(cells, ({ assignments }) => assignments.map(({ factor }) => factor).join(' + ') || 'nominal');
  return [...factors].map(([factor, group], i) => ({
    scenario: i === 0 ? visible(scenarioId) : '',
    factor: visible(factor),
    levels: visible(group.map(levelName).join(', ')),
    conditions: count(group.length),
    episodes: count(group.reduce((sum, { episodes }) => sum + episodes, 0)),
  }));
}

const levelName = ({ assignments, control }: PlanCell): string =>
  assignments.map(({ level }) => level).join(' + ') + (control ? ' (control)' : '');

function planTable(lines: readonly PlanLine[], width: number): string[] {
  const cells = (key: keyof PlanLine): string[] => lines.map((line) => line[key]);
  const columns = [
    { head: 'scenario', align: 'left' as const, cells: cells('scenario'), shrinkTo: 12 },
    { head: 'factor', align: 'left' as const, cells: cells('factor'), shrinkTo: 12 },
    { head: 'conditions', align: 'right' as const, cells: cells('conditions') },
    { head: 'episodes', align: 'right' as const, cells: cells('episodes') },
  ];
  return layOutText(columns, { head: 'levels', cells: cells('levels') }, width);
}

type Said = readonly [term: string, text: string];

function total({ conditions, suite, policy }: PlanView): Said {
  const episodes = conditions.reduce((sum, each) => sum + each.episodes, 0);
  const scenarios = new Set(conditions.map(({ scenarioId }) => scenarioId)).size;
  const of = `${counted(conditions.length, 'condition')} of ${counted(scenarios, 'scenario')}`;
  return ['total', `${counted(episodes, 'episode')} in ${of}: ${policy} on ${suite}`];
}

const expected = ({ expected: time }: PlanView): Said => [
  'expected',
  time ? `${duration(time.sec)}, ${time.basis}` : 'not known',
];

function unsupported({ unsupported: all }: PlanView): Said[] {
  const reasons = grouped(all, ({ reason }) => reason);
  return [...reasons].map(([reason, cells]) => ['unsupported', `${cells.map(cellKey).join(', ')}: ${reason}`]);
}
