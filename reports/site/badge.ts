import { count, percent } from '../numbers.ts';
import { type Html, html } from '../page/html.ts';
import type { HistoryRun } from '../schema/history.ts';

interface Badge {
  readonly label: string;
  readonly message: string;
  readonly color: string;
}

/** Colours by what a gate said; without one a rate alone is neither good nor bad. White on each is readable (WCAG AA). */
const COLORS = {
  pass: '#00754f',
  regression: '#b33a00',
  inconclusive: '#7a5c00',
  invalid: '#5f636b',
  none: '#005f95',
} as const;

/** The newest run of a policy: suite and policy, rate and n, and the verdict where there is one. */
export function badgeOf({ suite, policy, rate, gate }: HistoryRun): Badge {
  const measured = rate.rate === null ? 'no data' : `${percent(rate.rate)}, n = ${count(rate.n)}`;
  const message = gate ? `${measured}, ${gate.verdict}` : measured;
  const color = gate ? COLORS[gate.verdict] : rate.rate === null ? COLORS.invalid : COLORS.none;
  return { label: `${suite} ${policy.name}`, message, color };
}

/** For https://shields.io/badges/endpoint-badge. */
export const badgeJson = ({ label, message, color }: Badge): string =>
  `${JSON.stringify({ schemaVersion: 1, label, message, color })}\n`;

const HEIGHT = 20;
const PADDING = 6;

/** The same as a picture that needs no server and no font: text is set to the room that was measured for it. */
export function badgeSvg({ label, message, color }: Badge): string {
  const [left, right] = [label, message].map((text) => Math.round(widthOf(text)) + 2 * PADDING) as [number, number];
  const title = `${label}: ${message}`;
  const picture = html`<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="${HEIGHT}" role="img" aria-label="${title}">
<title>${title}</title>
<clipPath id="r"><rect width="${left + right}" height="${HEIGHT}" rx="3"/></clipPath>
<g clip-path="url(#r)"><rect width="${left}" height="${HEIGHT}" fill="#3b3e44"/><rect x="${left}" width="${right}" height="${HEIGHT}" fill="${color}"/></g>
<g fill="#fff" font-family="Verdana, Geneva, 'DejaVu Sans', sans-serif" font-size="11">${words(label, 0, left)}${words(message, left, right)}</g>
</svg>
`;
  return picture.toString();
}

const words = (text: string, from: number, width: number): Html =>
  html`<text x="${from + PADDING}" y="14" textLength="${width - 2 * PADDING}" lengthAdjust="spacingAndGlyphs">${text}</text>`;

/** Widths in Verdana at 11 px, near enough: narrow letters, capitals and wide ones, all others. */
function widthOf(text: string): number {
  return [...text].reduce((sum, each) => sum + (NARROW.test(each) ? 4.2 : WIDE.test(each) ? 8.6 : 6.9), 0);
}

const NARROW = /[ijlftrI.,:;'|!()[\] -]/;
const WIDE = /[A-HJ-Zmw%@&=]/;
