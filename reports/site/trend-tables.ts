import { percent, range } from '../numbers.ts';
import { OUTCOMES } from '../outcomes.ts';
import { type Column, type Content, html, rateText, table } from '../page/index.ts';
import type { HistoryRun } from '../schema/history.ts';
import type { Part } from './parts.ts';
import { verdictMark } from './verdict.ts';
import { minuteOf } from './words.ts';

/** Rows that are enough for an index; the page of a series has all. */
export const FEW = 30;

/** Runs with their rate and every outcome; `base` leads from the page to the root of the site. */
export const rateTable = (runs: readonly HistoryRun[], base = ''): ReturnType<typeof table> =>
  table<HistoryRun>({
    caption: 'Runs, newest first. Times are UTC; the rate leaves out infra errors, invalid episodes and controls.',
    columns: [
      { head: 'run', cell: (run) => html`<a href="${base}runs/${run.page}/index.html">${minuteOf(run.createdAt)}</a>` },
      { head: 'policy', cell: ({ policy }) => policy.name },
      { head: 'k/n', kind: 'number', cell: ({ rate: { k, n } }) => `${k}/${n}` },
      { head: 'rate', kind: 'number', strong: true, cell: ({ rate }) => percent(rate.rate, 1) },
      { head: '95 %', kind: 'number', cell: ({ rate }) => range(rate, 1) || '–' },
      { head: 'planned', kind: 'number', cell: ({ counts }) => counts.planned },
      ...OUTCOMES.map(
        ({ key, sign, word }): Column<HistoryRun> => ({
          head: html`<abbr title="${word}">${sign}</abbr>`,
          kind: 'number',
          cell: ({ counts }) => counts[key],
        }),
      ),
      { head: 'gate', cell: ({ gate }) => verdictMark(gate) },
    ],
    rows: runs,
    wide: true,
  });

/** Runs by factor: the numbers of the small charts. */
export const factorTable = (runs: readonly HistoryRun[], parts: readonly Part[]): ReturnType<typeof table> =>
  table<HistoryRun>({
    caption: 'Rates by factor, newest run first, with 95 % intervals.',
    columns: [
      { head: 'run', cell: ({ createdAt }) => html`<span class="when">${minuteOf(createdAt)}</span>` },
      ...parts.map(
        ({ name, rateOf }): Column<HistoryRun> => ({ head: name, kind: 'number', cell: (run) => cellOf(rateOf(run)) }),
      ),
    ],
    rows: runs,
    wide: true,
  });

const cellOf = (rate: ReturnType<Part['rateOf']>): Content => (rate === null ? 'not planned' : rateText(rate));
