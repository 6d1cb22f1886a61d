import { count, percent, points, range } from '../numbers.ts';
import { OUTCOMES } from '../outcomes.ts';
import { type Color, OUTCOME_COLORS } from '../palette.ts';
import type { Counts } from '../schema/summary.ts';
import { type Html, html } from './html.ts';

export const swatch = (color: Color): Html => html`<span class="swatch" style="background:var(--${color})"></span>`;

/** The five outcomes as parts of one strip, and in words and numbers: all of them, those that are zero too. */
export function outcomeStrip(counts: Counts): Html {
  const some = OUTCOMES.filter(({ key }) => counts[key] > 0);
  return html`<div class="strip" aria-hidden="true">${some.map(({ key }) => html`<span style="flex:${counts[key]};background:var(--${OUTCOME_COLORS[key]})"></span>`)}</div>
<ul class="outcomes">${OUTCOMES.map(({ key, sign, word }) => html`<li${counts[key] === 0 && html` class="none"`}>${swatch(OUTCOME_COLORS[key])}${sign} <strong>${count(counts[key])}</strong> ${word}</li>\n`)}</ul>`;
}

export interface IntervalMark {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface IntervalScale {
  readonly from: number;
  readonly to: number;
  /** Where a dashed line stands: zero for differences, nominal for rates. */
  readonly line?: number | null;
}

export const RATES: IntervalScale = { from: 0, to: 1 };
export const DIFFERENCES: IntervalScale = { from: -1, to: 1, line: 0 };

/** A value and its interval on a scale; the numbers must stand beside it, for it is not read out. Empty without data. */
export function intervalBar(
  { value, low, high }: IntervalMark,
  scale: IntervalScale = RATES,
  color: Color = 'blue',
): Html {
  const at = (each: number): string => `${(100 * clamp((each - scale.from) / (scale.to - scale.from))).toFixed(2)}%`;
  const line = scale.line ?? null;
  const reach =
    low !== null &&
    high !== null &&
    html`<span class="reach" style="left:${at(low)};width:${`calc(${at(high)} - ${at(low)})`}"></span>`;
  return html`<span class="interval" aria-hidden="true" style="--mark:var(--${color})">${line !== null && html`<span class="line" style="left:${at(line)}"></span>`}${reach}${value !== null && html`<span class="point" style="left:${at(value)}"></span>`}</span>`;
}

/** The head of a column of such bars. */
export const scaleEnds = ({ from, to }: IntervalScale): Html =>
  html`<span class="ends">${[from, to].map((each) => html`<span>${endText(each, from < 0)}</span>`)}</span>`;

/** "0", "100 %"; "−100", "+100" of differences. */
const endText = (end: number, isDifference: boolean): string =>
  isDifference ? points(end) : end === 0 ? '0' : percent(end);

const clamp = (share: number): number => Math.min(1, Math.max(0, share));

/** "83 % (62–94)": a rate with its interval, or "no data". */
export const rateText = ({
  rate,
  low,
  high,
}: {
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
}): string => (rate === null ? percent(null) : `${percent(rate)} (${range({ low, high })})`);
