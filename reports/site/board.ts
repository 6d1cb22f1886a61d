import { counted } from '../../harness/counted.ts';
import { pText } from '../compare/text.ts';
import { paired, percent, range } from '../numbers.ts';
import { type Content, html, intervalBar, swatch, table } from '../page/index.ts';
import type { Color } from '../palette.ts';
import type { Contrast } from '../schema/comparison.ts';
import type { Board, Standing } from './standing.ts';
import { verdictMark } from './verdict.ts';
import { minuteOf } from './words.ts';

/** The policies of a suite, each by its newest run, and which of them the paired tests tell apart. */
export function boards(all: readonly Board[], colors: ReadonlyMap<string, Color>): Content {
  const several = all.length > 1;
  return [
    several &&
      html`<p>Policies below in different tables last met different plans: different scenes, versions or episodes. Their rates are not comparable, and were not compared.</p>`,
    all.map((board) => [standings(board, colors, several), contrasts(board)]),
  ];
}

function standings(
  { standings: rows, planDigest, compared }: Board,
  colors: ReadonlyMap<string, Color>,
  several: boolean,
): Content {
  const color = ({ series }: Standing): Color => colors.get(series.policy)!;
  return table<Standing>({
    caption: html`<strong>Leaderboard</strong>${several && html`, plan ${planDigest.slice(0, 12)}`}: newest run of each policy. ${
      compared === null
        ? 'Nothing on the same plan to compare it with.'
        : 'Policies that share a letter were not told apart; that is not the same as equal.'
    }`,
    columns: [
      {
        head: 'policy',
        cell: (each) =>
          html`${swatch(color(each))}<a href="series/${each.series.page}/index.html">${each.series.policy}</a>${each.series.privileged && html` <small>privileged: sees the truth</small>`}`,
      },
      { head: 'letters', cell: ({ letters }) => html`<strong>${letters ?? '–'}</strong>` },
      { head: 'rate', kind: 'number', strong: true, cell: ({ run }) => percent(run.rate.rate, 1) },
      { head: '95 %', kind: 'number', cell: ({ run }) => range(run.rate, 1) || '–' },
      {
        head: '0 – 100 %',
        kind: 'bar',
        cell: (each) => intervalBar({ value: each.run.rate.rate, ...each.run.rate }, undefined, color(each)),
      },
      { head: 'k/n', kind: 'number', cell: ({ run: { rate } }) => `${rate.k}/${rate.n}` },
      { head: 'gate', cell: ({ run }) => verdictMark(run.gate) },
      {
        head: 'run',
        cell: ({ run }) => html`<a class="when" href="runs/${run.page}/index.html">${minuteOf(run.createdAt)}</a>`,
      },
    ],
    rows,
    wide: true,
  });
}

function contrasts({ compared }: Board): Content {
  if (compared === null) return null;
  const { names, row } = compared;
  if (row.episodes === 0) return html`<p>These runs share no episode with a valid outcome: nothing to compare.</p>`;
  const many = row.contrasts.length > 1;
  return html`<details><summary>Paired comparison behind the letters</summary>${table<Contrast>({
    caption: html`On ${counted(row.episodes, 'episode')} that all share, from the same initial states, of ${counted(row.seeds, 'seed')}. One night’s test: looking every night finds a difference by chance now and then.`,
    columns: [
      {
        head: 'second against first',
        cell: ({ reference, subject }) => `${names[subject]} against ${names[reference]}`,
      },
      { head: 'difference, pp', kind: 'number', cell: (each) => paired(each) },
      { head: many ? 'p (Holm)' : 'p', kind: 'number', cell: ({ adjusted }) => pText(adjusted) },
      { head: 'finding', cell: ({ finding }) => finding ?? '–' },
    ],
    rows: row.contrasts,
    wide: true,
  })}</details>`;
}
