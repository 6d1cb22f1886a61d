import type { Chart } from '../../charts/chart.ts';
import { count, percent } from '../../numbers.ts';
import { type Content, figure, html, table } from '../../page/index.ts';
import type { Curve } from '../../schema/details.ts';
import type { Summary } from '../../schema/summary.ts';
import { spaced } from '../../spaced.ts';
import type { Draw } from '../report.ts';

/** At most this many rows of a curve's table. */
const ROWS = 24;

/** When episodes succeed. */
export function time({ details }: Summary, chart: Chart | undefined, draw: Draw): Content {
  const curves = details?.timeToSuccess ?? [];
  if (!chart || curves.length === 0) return html`<p>No valid episode.</p>`;
  return figure({
    title: 'Time to success',
    caption:
      'Share of episodes that have succeeded by a time on the simulated clock, for each task: solid nominal, with pointwise 95 % intervals, dashed all but controls. Where nothing is to be moved, saying so at once succeeds at once. Episodes whose time was up are censored there (Kaplan-Meier); those that ended otherwise can never succeed and stay counted.',
    alt: curves.map((each) => `${titleOf(each)}: ${inWords(each)}`).join(' '),
    chart: draw(chart),
    table: html`${curves.map(curveTable)}`,
  });
}

const titleOf = ({ task, name }: Curve): string => spaced(`${task}, ${name}`);

const inWords = ({ successes, episodes, timeouts, otherFailures, medianSec }: Curve): string =>
  `${successes} of ${episodes} succeeded, ${timeouts} ran out of time, ${otherFailures} ended otherwise; ${
    medianSec === null ? 'fewer than half succeed' : `half have succeeded by ${medianSec.toFixed(1)} s`
  }.`;

const curveTable = (curve: Curve): Content =>
  table({
    caption: html`<strong>${titleOf(curve)}</strong>. ${inWords(curve)}`,
    columns: [
      { head: 'by, s', kind: 'number', cell: ({ sec }: Curve['points'][number]) => sec.toFixed(2) },
      { head: 'succeeded', kind: 'number', strong: true, cell: ({ solved }) => percent(solved, 1) },
      { head: '95 %', kind: 'number', cell: ({ low, high }) => `${percent(low, 1)} to ${percent(high, 1)}` },
      { head: 'still waiting', kind: 'number', cell: ({ atRisk }) => count(atRisk) },
    ],
    rows: thinned(curve.points),
  });

function thinned<T>(points: readonly T[]): T[] {
  const stride = Math.max(1, Math.ceil(points.length / ROWS));
  return points.filter((_, i) => i % stride === 0 || i === points.length - 1);
}
