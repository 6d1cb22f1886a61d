import type { Tally } from '../../audit/tally.ts';
import { counted } from '../../counted.ts';
import { columns } from '../table.ts';
import type { Audit } from './audit-suite.ts';

export interface AuditView extends Audit {
  readonly suite: string;
  readonly seed: number;
  readonly replicates: number;
  readonly rows: readonly Tally[];
}

const HEAD = [
  'suite',
  'condition',
  'scenes',
  'applied',
  'not applied',
  'not settled',
  'solved',
  'broken',
  "nominal's state",
  'other words',
  'by name',
];

/** The audit as text: one row for each suite and kind, then every scene that is not as planned with its reason. */
export function auditTable({ suite, simulator, seed, replicates, rows, examined, unsupported }: AuditView): string {
  const wrong = examined.filter(({ verdict }) => verdict !== 'applied');
  const lines = [
    `${suite}: ${counted(examined.length, 'scene')} in ${simulator.name} ${simulator.version}, ${counted(replicates, 'replicate')}, seed ${seed}`,
    '',
    ...columns([HEAD, ...rows.map(cells)]),
    '',
    ...LEGEND,
    ...(wrong.length > 0 ? ['', 'not as planned'] : []),
    ...columns(wrong.map(({ episodeId, verdict, why }) => [`  ${episodeId}`, verdict, why ?? ''])),
    ...(unsupported.length > 0 ? ['', 'unsupported'] : []),
    ...columns(
      unsupported.map(({ condition, reason }) => [`  ${condition.scenarioId}/${condition.conditionId}`, reason]),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

const LEGEND = [
  'applied      the simulator reads back what was planned, and a level differs from nominal in what it is to change',
  "solved       the goal holds before the first action; nominal's state: starts from the same state as nominal",
  "other words  scenes in which a policy hears other words than in nominal, as planned; by name: if it were told the task's name",
];

function cells({ group, conditionId, scenes, counts, paired, otherWords, otherWordsOfName }: Tally): string[] {
  const { applied, not_applied, not_settled, solved_at_reset, broken } = counts;
  const share = (count: number | null): string => (count === null ? '–' : String(count));
  const numbers = [scenes, applied, not_applied, not_settled, solved_at_reset, broken].map(String);
  return [group, conditionId, ...numbers, share(paired), share(otherWords), share(otherWordsOfName)];
}
