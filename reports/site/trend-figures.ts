import { counted } from '../../harness/counted.ts';
import { inlineSvgOf } from '../charts/index.ts';
import { percent } from '../numbers.ts';
import { type Content, figure, type Html, html, rateText } from '../page/index.ts';
import type { Color } from '../palette.ts';
import type { HistoryRun } from '../schema/history.ts';
import { dayOf } from './calendar.ts';
import { sharedTurns, type Turn, turnsOf } from './changes.ts';
import { byTime } from './history.ts';
import { type Part, partsOf } from './parts.ts';
import type { Chapter, Series } from './series.ts';
import { timeOf } from './stretches.ts';
import { type RateOf, spanOf, trend } from './trend.ts';
import { FEW, factorTable, rateTable } from './trend-tables.ts';
import { dateOf } from './words.ts';

const HOW =
  'A line joins runs, its band is the 95 % interval. It ends where a run is missing, has no data, or met another plan.';

const overall: RateOf = ({ rate }) => rate;

/** All policies of a chapter over time, with what changed between their runs. */
export function chapterFigure({ suite, series }: Chapter, colors: ReadonlyMap<string, Color>): Html {
  const title = 'Success rate over time';
  const lines = series.map(({ policy, runs }) => ({ name: policy, color: colors.get(policy)!, runs }));
  const runs = series.map((each) => each.runs);
  const turns = sharedTurns(runs).slice(-MOST_TURNS);
  const newest = series.map((each) => `${each.policy} ${percent(each.runs.at(-1)!.rate.rate)}`).join(', ');
  const drawn = figure({
    title,
    caption: html`${HOW} ${turns.length > 0 && NUMBERED}`,
    alt: `Success rates on ${suite} over time, a line for each policy. Newest: ${newest}.`,
    chart: inlineSvgOf(
      trend({ title, lines, rateOf: overall, span: spanOf(runs.flat()), events: marksOf(turns), size: 'large' }),
    ),
    table: rateTable(newestFirst(runs.flat()).slice(0, FEW)),
  });
  return html`${drawn}${changeList(turns, series.length > 1)}`;
}

const NUMBERED = 'Numbered lines are changes, listed below.';
/** On an index; the page of a series has all of its own. */
const MOST_TURNS = 12;

const marksOf = (turns: readonly Turn[]) =>
  turns.map(({ run }, i) => ({ at: dayOf(timeOf(run)), text: String(i + 1) }));

/** One policy over time, with what changed between its runs; its page has a table of them. */
export function seriesFigure(series: Series, color: Color): Html {
  const title = 'Success rate over time';
  const { policy, runs } = series;
  const turns = turnsOf(runs);
  const span = spanOf(runs);
  const drawn = figure({
    title,
    caption: html`${HOW} ${turns.length > 0 && NUMBERED} ${withoutData(runs)}`,
    alt: altOf(`all conditions, ${policy}`, runs, overall),
    chart: inlineSvgOf(
      trend({
        title,
        lines: [{ name: policy, color, runs }],
        rateOf: overall,
        span,
        events: marksOf(turns),
        size: 'large',
      }),
    ),
  });
  return html`${drawn}${changeList(turns, false)}`;
}

function withoutData(runs: readonly HistoryRun[]): Content {
  const none = runs.filter(({ rate }) => rate.n === 0);
  if (none.length === 0) return null;
  const days = none.slice(-8).map(({ createdAt }) => dateOf(createdAt));
  return `${counted(none.length, 'run')} without data: ${days.join(', ')}${none.length > 8 ? ' and earlier ones' : ''}.`;
}

/** What changed between which runs: a rate that moved then says nothing of the policy alone. */
const changeList = (turns: readonly Turn[], named: boolean): Content =>
  turns.length > 0 &&
  html`<ol class="plain">${turns.map(({ run, changes, policies }) => html`<li>${dateOf(run.createdAt)}${named && html`, ${policies.join(', ')}`}: ${changes.map(({ what, from, to }, i) => html`${i > 0 && ', '}${what} ${from} → ${to}`)}</li>\n`)}</ol>`;

/** One small chart for nominal and for each factor, on the same time axis. */
export function factorFigure(series: Series, color: Color, rows: number): Html {
  const { policy, runs } = series;
  const parts = partsOf(runs);
  return figure({
    title: `${policy} by factor`,
    caption:
      'All levels of a factor but its controls; the number is the newest run with its 95 % interval. Dashed lines are changes.',
    alt: `Success rate of ${policy} over time, one chart for each of ${parts.map(({ name }) => name).join(', ')}. Newest: ${parts.map(({ name, rateOf }) => `${name} ${percent(rateOf(runs.at(-1)!)?.rate ?? null)}`).join(', ')}.`,
    chart: html`<div class="multiples">${parts.map((part) => multiple(part, series, color))}</div>`,
    table: factorTable(newestFirst(runs).slice(0, rows), parts),
  });
}

function multiple({ name, rateOf }: Part, { policy, runs }: Series, color: Color): Html {
  const newest = rateOf(runs.at(-1)!);
  const lines = [{ name: policy, color, runs }];
  const events = turnsOf(runs).map(({ run }) => ({ at: dayOf(timeOf(run)), text: '' }));
  const drawn = inlineSvgOf(trend({ title: name, lines, rateOf, span: spanOf(runs), events, size: 'small' }));
  return html`<div><div class="name">${name} <span>${newest ? rateText(newest) : 'not planned'}</span></div>${drawn}</div>`;
}

const newestFirst = (runs: readonly HistoryRun[]): HistoryRun[] => runs.toSorted(byTime).reverse();

function altOf(what: string, runs: readonly HistoryRun[], rateOf: RateOf): string {
  const measured = runs.flatMap((run) => rateOf(run)?.rate ?? []);
  if (measured.length === 0) return `Success rate of ${what} over time: no data.`;
  const [low, high] = [Math.min(...measured), Math.max(...measured)];
  return `Success rate of ${what} over ${counted(runs.length, 'run')}: between ${percent(low)} and ${percent(high)}, last ${percent(measured.at(-1)!)}.`;
}
