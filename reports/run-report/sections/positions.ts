import type { Chart } from '../../charts/chart.ts';
import { count, percent } from '../../numbers.ts';
import { type Content, figure, html, table } from '../../page/index.ts';
import type { Positions } from '../../schema/details.ts';
import type { Summary } from '../../schema/summary.ts';
import type { Draw } from '../report.ts';

/** The table from above, with every place where a target stood. */
export function positions({ details }: Summary, chart: Chart | undefined, draw: Draw): Content {
  if (!details || !chart) return html`<p>No valid episode has a target on the table.</p>`;
  const { bins, binM, places, listed, successes, failures, mixed } = details.positions;
  const some = listed < places ? ` Of ${count(places)} places ${count(listed)} are drawn.` : '';
  const cm = Math.round(binM * 100);
  return figure({
    title: 'Start of the target, seen from above',
    caption: `The robot stands at the bottom and looks upwards. Each mark is a place where the target was put; levels of a replicate share theirs, so a mark can stand for many episodes. The stronger the colour of a square of ${cm} cm, the higher its rate. Controls are left out.${some}`,
    alt: `Top view of the table: ${successes.length} places where every episode succeeded, ${mixed.length} where some did, ${failures.length} where none did. ${extremes(bins)}`,
    chart: draw(chart),
    table: table({
      caption: `Success by square of ${cm} cm`,
      columns: [
        { head: 'x, m', cell: ({ xM }: Bin) => `${xM.toFixed(2)} to ${(xM + binM).toFixed(2)}` },
        { head: 'y, m', kind: 'number', cell: ({ yM }) => `${yM.toFixed(2)} to ${(yM + binM).toFixed(2)}` },
        { head: 'k/n', kind: 'number', cell: ({ k, n }) => `${count(k)}/${count(n)}` },
        { head: 'rate', kind: 'number', strong: true, cell: ({ rate }) => percent(rate) },
      ],
      rows: bins,
    }),
  });
}

type Bin = Positions['bins'][number];

function extremes(bins: Positions['bins']): string {
  const rates = bins.map(({ rate }) => rate);
  return `Rates by square go from ${percent(Math.min(...rates))} to ${percent(Math.max(...rates))}.`;
}
