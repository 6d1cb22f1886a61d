import { counted } from '../../harness/counted.ts';
import { paired, percent } from '../numbers.ts';
import type { AgreementRow, PolicyAcross, RankAgreement, SimToSim, SimulatorFacts } from '../sim-to-sim/report.ts';
import { visible } from '../visible.ts';
import { layOut } from './table.ts';
import type { Terminal } from './terminal.ts';
import { wrap } from './width.ts';

const MOST_EPISODES = 20;

/** The same plan in two simulators, as text with a final newline. */
export function renderSimToSim({ simulators, policies, ranking }: SimToSim, { width, paint }: Terminal): string {
  const heads = simulators.map(({ name }) => name);
  const [first, second] = simulators;
  const lines = [
    `${simulatorText(first)}  and  ${simulatorText(second)}`,
    ...(policies.length > 1 ? [`over ${policies.length} policies: ${rankingText(ranking)}`] : []),
    ...policies.flatMap((policy) => ['', ...policyLines(policy, heads, width - 2, paint)]),
    '',
    ...wrap(
      'pairs: episodes of equal id, planned alike, with a success or failure in both; pp: first minus second with Tango 95 % interval; MMRV: mean maximum rank violation, 0 where the order of rates is the same. What is known to differ between the two: docs/simulators.md',
      width - 2,
    ).map(paint.dim),
  ];
  return `\n${lines.map((line) => (line === '' ? '' : `  ${line}`)).join('\n')}\n`;
}

const simulatorText = ({ name, version, renderer }: SimulatorFacts): string => `${name} ${version} (${renderer})`;

function policyLines(
  across: PolicyAcross,
  heads: readonly string[],
  width: number,
  paint: Terminal['paint'],
): string[] {
  const { policy, all, conditions, unpaired, ranking, differing } = across;
  const rows = [...conditions, all];
  const column = (head: string, cell: (row: AgreementRow) => string, align: 'left' | 'right' = 'right') => ({
    head: paint.dim(head),
    align,
    cells: rows.map(cell),
  });
  const side = (at: 0 | 1) => (row: AgreementRow) =>
    `${row.successes[at]}/${row.pairs}  ${percent(row.pairs === 0 ? null : row.successes[at] / row.pairs)}`;
  const table = layOut(
    [
      column(visible(policy), ({ condition }) => visible(condition), 'left'),
      column(heads[0]!, side(0)),
      column(heads[1]!, side(1)),
      column('pp', ({ difference }) => (difference ? paired({ ...difference, difference: difference.value }) : '–')),
      column('alike', ({ alike, pairs }) => `${alike}/${pairs}`),
    ],
    width,
  );
  const { missing, definedDifferently, withoutOutcome } = unpaired;
  const left = missing + definedDifferently + withoutOutcome;
  return [
    ...table,
    `over ${counted(ranking.items, 'condition')}: ${rankingText(ranking)}`,
    ...(left > 0
      ? [
          `not paired: ${missing} on one side only, ${definedDifferently} planned differently, ${withoutOutcome} without an outcome in both`,
        ]
      : []),
    ...differing
      .slice(0, MOST_EPISODES)
      .map(
        ({ episodeId, ends, steps }) =>
          `${visible(episodeId)}: ${ends.map((end, at) => `${end} (${steps[at] ?? '–'} steps)`).join(', ')}`,
      ),
    ...(differing.length > MOST_EPISODES ? [`and ${differing.length - MOST_EPISODES} more: --json lists them`] : []),
  ];
}

function rankingText({ mmrv, pearson }: RankAgreement): string {
  const number = (value: number | null) => (value === null ? 'not defined' : value.toFixed(3));
  return `MMRV ${number(mmrv)}, Pearson ${number(pearson)}`;
}
