import { count, percent } from '../../numbers.ts';
import { OUTCOMES } from '../../outcomes.ts';
import { type Column, type Content, html, table } from '../../page/index.ts';
import type { LevelRow, Summary } from '../../schema/summary.ts';
import { levelGroups, levelName } from '../level-groups.ts';
import { groups } from './levels.ts';

/** Whether each variation reached the policy, whether the task can be done there, and what doing nothing gets. */
export function proof(summary: Summary): Content {
  const rows = levelGroups(summary).flatMap((group) => group.rows);
  const all = [...PROOF, ...floors(rows)];
  const [shown, silent] = [true, false].map((wanted) => all.filter(({ has }) => rows.some(has) === wanted));
  return [
    html`<p>Applied: the read-back from the simulator, the policy's first picture or the words on its wire show the variation.
An episode without that proof is invalid and in no rate. Oracle: a privileged policy on the same episodes; where it solves less
than half, a low rate says little. Floors: policies that do nothing clever.</p>`,
    silent!.length > 0 && html`<p>${silent!.map(({ without }) => without).join(' ')}</p>`,
    table({
      caption: html`<strong>Outcomes, proof, solvability and floors</strong>`,
      wide: true,
      columns: [
        { head: 'level', cell: levelName },
        { head: 'planned', kind: 'number', cell: ({ counts }: LevelRow) => count(counts.planned) },
        ...OUTCOMES.map(
          ({ key, sign, word }): Column<LevelRow> => ({
            head: html`${sign} ${word}`,
            kind: 'number',
            cell: ({ counts }) => (counts[key] === 0 ? html`<span class="soft">0</span>` : count(counts[key])),
          }),
        ),
        {
          head: 'applied',
          kind: 'number',
          cell: ({ factor, evidence }) => (factor === null ? '–' : count(evidence.applied)),
        },
        ...shown!.map(({ head, cell }): Column<LevelRow> => ({ head, kind: 'number', cell })),
      ],
      rows: groups(summary),
    }),
  ];
}

/** A column that is left out where no row has anything to show in it; a sentence then says so. */
interface ProofColumn {
  readonly head: string;
  readonly has: (row: LevelRow) => boolean;
  readonly cell: (row: LevelRow) => string;
  readonly without: string;
}

const SOLVABLE = { 'shown solvable': 'yes', 'not shown solvable': 'not shown', unknown: 'unknown' } as const;

const PROOF: readonly ProofColumn[] = [
  {
    head: 'not applied',
    has: ({ evidence }) => evidence.notApplied > 0,
    cell: ({ evidence }) => count(evidence.notApplied),
    without: 'Not applied: none.',
  },
  {
    head: 'unsupported',
    has: ({ evidence }) => evidence.unsupported > 0,
    cell: ({ evidence }) => count(evidence.unsupported),
    without: 'Unsupported: none.',
  },
  {
    head: 'oracle',
    has: ({ oracle }) => oracle !== null,
    cell: ({ oracle }) => (oracle ? percent(oracle.rate) : '–'),
    without: 'The oracle was not run on this plan:',
  },
  {
    head: 'solvable',
    has: ({ solvable }) => solvable !== 'unknown',
    cell: ({ solvable, control }) => (control ? '–' : SOLVABLE[solvable]),
    without: 'whether it can be solved is not known.',
  },
];

/** Floors of levels; that of nominal alone is at the head of the page already. */
function floors(rows: readonly LevelRow[]): ProofColumn[] {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row.floors)))];
  return names.map((name) => ({
    head: name,
    has: ({ factor, floors: own }) => factor !== null && own[name] !== undefined,
    cell: ({ floors: own }) => (own[name] ? percent(own[name].rate) : '–'),
    without: `Floor ${name}, on nominal alone: ${percent(rows[0]?.floors[name]?.rate ?? null)}.`,
  }));
}
