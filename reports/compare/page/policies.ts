import { count } from '../../numbers.ts';
import { type Content, html, intervalBar, outcomeStrip, rateText, table } from '../../page/index.ts';
import type { ComparedEntrant, Comparison } from '../../schema/comparison.ts';
import { entrantName } from './names.ts';
import { colorOf } from './view.ts';

/** Each policy by itself: all its outcomes, and its rates on all of its valid episodes. */
export function policies(comparison: Comparison): Content {
  const rows = comparison.entrants.map((entrant, at) => ({ entrant, at }));
  return [
    table<{ entrant: ComparedEntrant; at: number }>({
      caption: html`<strong>Rates of each policy</strong> on its own valid episodes, with Wilson 95 % intervals`,
      columns: [
        { head: 'policy', cell: ({ at }) => entrantName(comparison, at) },
        { head: 'nominal', kind: 'number', cell: ({ entrant: { nominal } }) => rateText(nominal) },
        { head: 'k/n', kind: 'number', cell: ({ entrant: { valid } }) => `${count(valid.k)}/${count(valid.n)}` },
        {
          head: 'all but controls',
          kind: 'number',
          strong: true,
          cell: ({ entrant: { valid } }) => rateText(valid),
        },
        {
          head: '0 – 100 %',
          kind: 'bar',
          cell: ({ entrant: { valid }, at }) => intervalBar({ value: valid.rate, ...valid }, undefined, colorOf(at)),
        },
      ],
      rows,
      wide: true,
    }),
    rows.map(({ entrant, at }) => html`<h3>${entrantName(comparison, at)}</h3>${outcomeStrip(entrant.counts)}`),
  ];
}
