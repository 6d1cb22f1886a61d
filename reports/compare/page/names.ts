import { type Html, html, swatch } from '../../page/index.ts';
import type { Comparison } from '../../schema/comparison.ts';
import { colorOf } from './view.ts';

/** An entrant with the colour and the number that stand for it. */
export function entrantName({ entrants }: Comparison, at: number): Html {
  const { name, privileged } = entrants[at]!;
  return html`${swatch(colorOf(at))}<span class="soft">${at + 1}</span> ${name}${privileged && html` <small>privileged: sees ground truth</small>`}`;
}

/** The short form, for the heads of columns. */
export const entrantHead = (at: number): Html => html`${swatch(colorOf(at))}${at + 1}`;
