import { count, paired, percent } from '../../numbers.ts';
import {
  type Column,
  type Content,
  DIFFERENCES,
  type Group,
  type Html,
  html,
  intervalBar,
  table,
} from '../../page/index.ts';
import type { Comparison, ComparisonRow, Contrast } from '../../schema/comparison.ts';
import { sectionsOf, spaced } from '../formats/sections.ts';
import { correctionOf, pText, toldApart } from '../text.ts';
import { entrantHead } from './names.ts';
import { colorOf } from './view.ts';

/** Every condition on the episodes that all share: differences for two policies, letters for more. */
export function conditions(comparison: Comparison): Content {
  const two = comparison.entrants.length === 2;
  return table<ComparisonRow>({
    caption: two ? CAPTION_TWO : CAPTION_MORE,
    columns: [
      { head: 'condition', cell: ({ label }) => spaced(label) },
      { head: 'episodes', kind: 'number', cell: ({ episodes }) => count(episodes) },
      ...(two ? twoColumns() : moreColumns(comparison.entrants.length)),
    ],
    rows: groupsOf(comparison),
    wide: true,
  });
}

const CAPTION_TWO = html`<strong>Difference in percentage points</strong>, second minus first, with its 95 % interval. Coloured where the corrected test tells the two apart; the dashed line is no difference.`;
const CAPTION_MORE = html`<strong>Success rates</strong> on the same episodes. Policies that share a letter were not told apart.`;

function groupsOf(comparison: Comparison): Group<ComparisonRow>[] {
  return sectionsOf(comparison).map(({ title, kind, rows }) => {
    const correction = kind === 'control' ? CONTROL : correctionOf(rows);
    return { title: title === '' ? null : html`${title}${correction && html` <small>${correction}</small>`}`, rows };
  });
}

const CONTROL = 'reaching the nominal goal is not what these ask for';

const rateCell = ({ rates, episodes }: ComparisonRow, at: number): string =>
  episodes === 0 ? '–' : percent(rates[at]!.rate);

function twoColumns(): Column<ComparisonRow>[] {
  const of = (cell: (contrast: Contrast) => Content) => (row: ComparisonRow) => cell(row.contrasts[0]!);
  return [
    { head: entrantHead(0), kind: 'number', cell: (row) => rateCell(row, 0) },
    { head: entrantHead(1), kind: 'number', cell: (row) => rateCell(row, 1) },
    { head: 'only 1', kind: 'number', cell: of(({ lost }) => count(lost)) },
    { head: 'only 2', kind: 'number', cell: of(({ gained }) => count(gained)) },
    { head: '−100 – +100', kind: 'bar', cell: of(differenceBar) },
    {
      head: '2 − 1, pp',
      kind: 'number',
      cell: of((each) => (toldApart(each) ? html`<strong>${paired(each)}</strong>` : paired(each))),
    },
    { head: 'p', kind: 'number', cell: of(({ finding, adjusted }) => (finding === null ? '–' : pText(adjusted))) },
  ];
}

function differenceBar(contrast: Contrast): Html {
  const color = !toldApart(contrast) ? 'gray' : contrast.finding === 'worse' ? 'vermillion' : 'green';
  return intervalBar({ value: contrast.difference, low: contrast.low, high: contrast.high }, DIFFERENCES, color);
}

function moreColumns(entrants: number): Column<ComparisonRow>[] {
  const each = Array.from(
    { length: entrants },
    (_, at): Column<ComparisonRow> => ({
      head: entrantHead(at),
      kind: 'number',
      cell: (row) => html`${rateCell(row, at)} ${row.letters && html`<sup>${row.letters[at]}</sup>`}`,
    }),
  );
  return [
    ...each,
    { head: '0 – 100 %', kind: 'bar', cell: dots },
    {
      head: 'p of any',
      kind: 'number',
      cell: ({ several, control }) => (control || !several ? '–' : pText(several.pValue)),
    },
  ];
}

/** The rates as points on one line; the numbers stand beside it. */
function dots({ rates, episodes }: ComparisonRow): Html {
  const points = episodes === 0 ? [] : rates;
  return html`<span class="interval" aria-hidden="true">${points.map(({ rate }, at) => html`<span class="point" style="left:${(100 * (rate ?? 0)).toFixed(2)}%;background:var(--${colorOf(at)})"></span>`)}</span>`;
}
