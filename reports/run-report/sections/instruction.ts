import { paired, percent } from '../../numbers.ts';
import { type Content, DIFFERENCES, html, intervalBar, scaleEnds, table } from '../../page/index.ts';
import type { InstructionRow } from '../../schema/details.ts';
import type { Summary } from '../../schema/summary.ts';
import { spaced } from '../../spaced.ts';

const READS: Readonly<Record<string, string>> = { true: 'yes', false: 'not shown', null: 'no data' };

/** Whether the policy heeds what it is told. */
export function instruction({ details }: Summary): Content {
  const rows = details?.instruction ?? [];
  if (rows.length === 0) {
    return html`<p>This run has no wrong or blank instruction to compare with (or the policy takes no words): whether it reads
its instruction was not measured.</p>`;
  }
  return [
    html`<p>The nominal goal on the same scenes, once with the correct instruction and once with a wrong or a blank one. A policy
that reads does the nominal thing less often when it is told otherwise; one that does it all the same does not listen.</p>`,
    table({
      caption: html`<strong>Correct against wrong or blank instruction.</strong> Paired by scene and seed; p after Holm`,
      wide: true,
      columns: [
        { head: 'instruction', cell: ({ level }: InstructionRow) => spaced(level) },
        { head: 'pairs', kind: 'number', cell: ({ pairs }) => pairs },
        { head: 'correct', kind: 'number', cell: ({ correct }) => percent(correct) },
        { head: 'this one', kind: 'number', strong: true, cell: ({ control }) => percent(control) },
        { head: 'difference, pp', kind: 'number', cell: (row) => paired(row) },
        {
          head: scaleEnds(DIFFERENCES),
          kind: 'bar',
          cell: ({ difference: value, low, high }) => intervalBar({ value, low, high }, DIFFERENCES),
        },
        { head: 'words matter', cell: ({ reads }) => READS[String(reads)] },
      ],
      rows,
    }),
    html`<ul class="plain">${rows.map(({ text }) => html`<li>${text}</li>`)}</ul>`,
  ];
}
