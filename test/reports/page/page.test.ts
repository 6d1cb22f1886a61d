/** The parts of every page, in a real browser. */
import t from 'tap';
import { inlineSvgOf } from '../../../reports/charts/index.ts';
import {
  bigNumbers,
  DIFFERENCES,
  facts,
  figure,
  heatMap,
  html,
  intervalBar,
  note,
  outcomeStrip,
  page,
  rateText,
  table,
} from '../../../reports/page/index.ts';
import { looksGood, pageFile } from '../../builders/accessible.ts';
import { NO_BROWSER } from '../../builders/browser.ts';
import { CHARTS } from '../charts/charts.ts';

const LONG = 'a_very_long_name_without_a_single_space_in_it_'.repeat(4);
const ROWS = [
  { name: 'new colour', rate: 0.6, low: 0.4, high: 0.8 },
  { name: 'never run', rate: null, low: null, high: null },
  { name: LONG, rate: 1, low: 0.9, high: 1 },
];

const rates = table({
  caption: html`<strong>Rates</strong> with their intervals`,
  wide: true,
  columns: [
    { head: 'level', cell: ({ name }: (typeof ROWS)[number]) => name },
    { head: 'rate', kind: 'number', strong: true, cell: rateText },
    { head: '0 to 100 %', kind: 'bar', cell: ({ rate, low, high }) => intervalBar({ value: rate, low, high }) },
    {
      head: 'difference',
      kind: 'bar',
      cell: ({ rate, low, high }) => intervalBar({ value: rate, low, high }, DIFFERENCES, 'vermillion'),
    },
  ],
  rows: [{ title: 'object', rows: ROWS }],
});

const everything = page({
  title: 'A policy on a suite',
  kicker: 'Evaluation report',
  lead: `What was measured, on ${LONG}`,
  head: [
    facts([['policy', LONG]]),
    bigNumbers([{ value: '61 %', name: 'nominal', detail: 'of 100' }]),
    outcomeStrip({ planned: 10, success: 4, failure: 3, infraError: 1, invalid: 2, notRun: 0 }),
    note('Something that must not be missed.', 'warn'),
  ],
  sections: [
    { id: 'rates', title: 'Rates', body: rates },
    {
      id: 'heat',
      title: 'Heat map',
      body: heatMap({
        title: 'Object by position',
        corner: 'object',
        columns: ['near', 'far', 'outside', LONG],
        rows: [
          { name: 'can', cells: [{ rate: 0, n: 3 }, { rate: 1, n: 3 }, { rate: null, n: 0 }, null] },
          { name: 'cube', cells: [{ rate: 0.5, n: 3 }, { rate: 0.75, n: 4 }, null, { rate: null, n: 0 }] },
        ],
      }),
    },
    { id: 'words', title: 'Words', body: html`<pre>${LONG}\n${'line '.repeat(60)}</pre>` },
    ...Object.entries(CHARTS).map(([id, chart]) => ({
      id,
      title: chart.title,
      body: figure({ title: chart.title, alt: `What ${id} shows`, chart: inlineSvgOf(chart), table: rates }),
    })),
  ],
  footer: 'made by a test',
});

t.test('every part of a page: light, dark, narrow and print', { skip: NO_BROWSER }, async (t) => {
  const tab = await looksGood(t, pageFile(t, everything));
  await tab.emulateMedia({ media: 'screen', colorScheme: 'dark' });
  const colour = (selector: string, part: string) =>
    tab.evaluate(`getComputedStyle(document.querySelector('${selector}')).${part}`);
  t.equal(await colour('body', 'backgroundColor'), 'rgb(21, 23, 27)');
  t.equal(
    await colour('#intervals text', 'fill'),
    await colour('#heat caption', 'color'),
    'a chart follows into the dark',
  );
  await tab.emulateMedia({ media: 'print', colorScheme: 'dark' });
  t.equal(await colour('body', 'backgroundColor'), 'rgb(253, 253, 252)', 'paper is never dark');
});

t.test('no data is said, never zero', async (t) => {
  t.match(everything, /<td class="none"><span>no data<\/span> <small>n = 0<\/small><\/td>/);
  t.match(everything, /<td class="void"><\/td>/);
  t.match(everything, /<td class="number strong">no data<\/td>/);
  for (const word of ['success', 'failure', 'infra error', 'invalid', 'not run'])
    t.match(everything, `</strong> ${word}`);
});
