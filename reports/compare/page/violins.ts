import { percent, range } from '../../numbers.ts';
import { type Content, figure, type Html, html, markup, table } from '../../page/index.ts';
import type { Comparison, Rank } from '../../schema/comparison.ts';
import { betaQuantile } from '../../statistics/distribution.ts';
import { posteriorDensity } from '../../statistics/posterior.ts';
import { entrantName } from './names.ts';
import { colorOf } from './view.ts';

const WIDTH = 720;
const LEFT = 12;
const RIGHT = 56;
const ROW = 78;
/** Half of the greatest height of a violin. */
const HALF = 20;
/** Tails thinner than this share of the greatest density are not drawn. */
const LEAST = 0.002;

/** The policies by rate, each with the whole posterior of its rate and its letters. */
export function ranking(comparison: Comparison): Content {
  const { ranking: ranks } = comparison;
  if (ranks.length === 0) return html`<p>No episode is shared by all: no ranking.</p>`;
  return figure({
    title: 'What the shared episodes say about each rate',
    caption:
      'Posterior of the success rate under a uniform prior, each seed counted once; the line is its mean. Policies that share a letter were not told apart by the corrected tests.',
    alt: altOf(comparison),
    chart: drawn(comparison),
    table: numbers(comparison),
  });
}

const altOf = ({ ranking: ranks, entrants }: Comparison): string =>
  `Violins, best first: ${ranks.map(({ entrant, rate, letters }) => `${entrants[entrant]!.name} ${percent(rate.rate)}, letters ${letters}`).join('; ')}.`;

function drawn({ ranking: ranks, entrants }: Comparison): Html {
  const height = ranks.length * ROW + 34;
  const violins = ranks.map((rank, at) => violin(rank, entrants[rank.entrant]!.name, at * ROW + 50));
  return html`<svg viewBox="0 0 ${WIDTH} ${height}" style="max-width:${WIDTH}px" aria-hidden="true" focusable="false" font-size="13">${axis(height - 26)}${violins}</svg>`;
}

const at = (rate: number): string => (LEFT + rate * (WIDTH - LEFT - RIGHT)).toFixed(1);

const axis = (bottom: number): Html[] =>
  [0, 0.25, 0.5, 0.75, 1].map(
    (rate) => html`<line x1="${at(rate)}" x2="${at(rate)}" y1="6" y2="${bottom}" stroke="var(--grid)"/>
<text x="${at(rate)}" y="${bottom + 18}" text-anchor="middle" fill="var(--soft)">${rate * 100}${rate === 1 && ' %'}</text>`,
  );

function violin({ entrant, letters, posterior }: Rank, name: string, y: number): Html {
  const all = posteriorDensity(posterior, 401);
  const highest = Math.max(...all.map((each) => each.density));
  const density = all.filter((each) => each.density > highest * LEAST);
  const half = (each: (typeof density)[number]): number => (HALF * each.density) / highest;
  const up = density.map((each) => `${at(each.rate)},${(y - half(each)).toFixed(1)}`);
  const down = density.toReversed().map((each) => `${at(each.rate)},${(y + half(each)).toFixed(1)}`);
  const color = markup(`var(--${colorOf(entrant)})`);
  return html`<polygon points="${[...up, ...down].join(' ')}" fill="${color}" fill-opacity="0.55" stroke="${color}"/>
<line x1="${at(posterior.mean)}" x2="${at(posterior.mean)}" y1="${y - HALF}" y2="${y + HALF}" stroke="var(--ink)" stroke-width="1.5"/>
<text x="${LEFT}" y="${y - HALF - 8}" fill="var(--ink)">${entrant + 1}  ${name}</text>
<text x="${WIDTH - 4}" y="${y + 5}" text-anchor="end" fill="var(--ink)" font-weight="650" font-size="16">${letters}</text>`;
}

const tailsOf = ({ alpha, beta }: Rank['posterior']) => ({
  low: betaQuantile(0.025, alpha, beta),
  high: betaQuantile(0.975, alpha, beta),
});

const numbers = (comparison: Comparison): Html =>
  table<Rank>({
    caption: 'Rates on the episodes that all share',
    columns: [
      { head: 'policy', cell: ({ entrant }) => entrantName(comparison, entrant) },
      { head: 'letters', cell: ({ letters }) => letters },
      { head: 'k/n', kind: 'number', cell: ({ rate: { k, n } }) => `${k}/${n}` },
      { head: 'rate', kind: 'number', cell: ({ rate }) => percent(rate.rate) },
      { head: 'Wilson 95 %', kind: 'number', cell: ({ rate }) => range(rate) },
      { head: 'mean of the posterior', kind: 'number', cell: ({ posterior }) => percent(posterior.mean) },
      { head: '95 % of it', kind: 'number', cell: ({ posterior }) => range(tailsOf(posterior)) },
    ],
    rows: comparison.ranking,
  });
