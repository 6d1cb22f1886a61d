import { count, percent } from '../../numbers.ts';
import { OUTCOMES } from '../../outcomes.ts';
import { type Column, type Content, html, table } from '../../page/index.ts';
import type { LevelRow, Summary } from '../../schema/summary.ts';
import { groups, levelName } from './levels.ts';

/** Whether each variation reached the policy, whether the task can be done there, and what doing nothing gets. */
export function proof(summary: Summary): Content {
  return [
    html`<p>Applied: the read-back from the simulator, the policy's first picture or the words on its wire show the variation.
An episode without that proof is invalid and in no rate. Oracle: a privileged policy on the same episodes; where it solves less
than half, a low rate says little. Floors: policies that do nothing clever.</p>`,
    table({
      caption: html`<strong>Outcomes, proof, solvability and floors</strong>`,
      wide: true,
      columns: [
        { head: 'level', cell: levelName },
        { head: 'planned', kind: 'number', cell: ({ counts }: LevelRow) => count(counts.planned) },
        ...OUTCOMES.map(
          ({ key, sign, word }): Column<LevelRow> => ({
            head: html`<span title="${word}">${sign} <span class="soft">${word}</span></span>`,
            kind: 'number',
            cell: ({ counts }) => (counts[key] === 0 ? html`<span class="soft">0</span>` : count(counts[key])),
          }),
        ),
        {
          head: 'applied',
          kind: 'number',
          cell: ({ factor, evidence }) => (factor === null ? '–' : count(evidence.applied)),
        },
        { head: 'not applied', kind: 'number', cell: ({ evidence }) => count(evidence.notApplied) },
        { head: 'unsupported', kind: 'number', cell: ({ evidence }) => count(evidence.unsupported) },
        { head: 'oracle', kind: 'number', cell: ({ oracle }) => (oracle ? percent(oracle.rate) : '–') },
        { head: 'solvable', cell: ({ solvable, control }) => (control ? '–' : solvable) },
        ...floorColumns(summary),
      ],
      rows: groups(summary),
    }),
  ];
}

function floorColumns({ nominal, factors }: Summary): Column<LevelRow>[] {
  const rows = [nominal, ...factors.flatMap(({ levels }) => levels)];
  const names = [...new Set(rows.flatMap(({ floors }) => Object.keys(floors)))];
  return names.map((name) => ({
    head: name,
    kind: 'number',
    cell: ({ floors }) => (floors[name] ? percent(floors[name].rate) : '–'),
  }));
}
