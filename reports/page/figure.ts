import { type Content, type Html, html } from './html.ts';

export interface Figure {
  /** Printed below it in bold. */
  readonly title: string;
  /** How to read it. */
  readonly caption?: Content;
  /** What a person who does not see it should know: the shape of the result, not of the picture. */
  readonly alt: string;
  /** An inline SVG. */
  readonly chart: Html;
  /** Its numbers; left out where they stand in a table of the same page. */
  readonly table?: Html;
}

/** A chart that is read out as one picture, with its numbers folded away below it. */
export const figure = ({ title, caption, alt, chart, table }: Figure): Html => html`<figure>
<div class="chart" role="img" aria-label="${alt}" tabindex="0">${chart}</div>
<figcaption><strong>${title}.</strong> ${caption}</figcaption>
${table && html`<details><summary>Numbers of this chart</summary>${table}</details>\n`}</figure>`;
