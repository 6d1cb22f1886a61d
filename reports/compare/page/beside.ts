import { type Content, html, intervalBar, note, rateText, table } from '../../page/index.ts';
import type { BesideTable } from '../../schema/comparison.ts';

/** What others published, with the intervals that their numbers of episodes imply. */
export const beside = (tables: readonly BesideTable[]): Content => tables.map(besideTable);

const besideTable = ({ title, notes, rows }: BesideTable): Content => [
  note(notes.join('. '), 'warn'),
  table<BesideTable['rows'][number]>({
    caption: html`<strong>${title}</strong>, with Wilson 95 % intervals`,
    columns: [
      { head: 'policy', cell: ({ policy }) => policy },
      { head: 'on', cell: ({ label }) => label },
      { head: 'k/n', kind: 'number', cell: ({ rate: { k, n } }) => `${k}/${n}` },
      { head: 'rate', kind: 'number', strong: true, cell: ({ rate }) => rateText(rate) },
      {
        head: '0 – 100 %',
        kind: 'bar',
        cell: ({ rate, pooled }) => intervalBar({ value: rate.rate, ...rate }, undefined, pooled ? 'blue' : 'sky'),
      },
    ],
    rows,
    wide: true,
  }),
];
