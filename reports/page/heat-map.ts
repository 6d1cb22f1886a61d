import { count, percent } from '../numbers.ts';
import { type Content, type Html, html } from './html.ts';

export interface HeatCell {
  /** In [0, 1]; null is no data. */
  readonly rate: number | null;
  readonly n: number;
}

export interface HeatMap {
  readonly caption: Content;
  /** What the rows are, above their names. */
  readonly corner: string;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly name: string;
    /** One for each column; null where nothing was planned. */
    readonly cells: readonly (HeatCell | null)[];
  }[];
}

/** Rates as shades, each with its number and its n: a table that is its own chart. No data is hatched, never zero; what was not planned is empty. */
export const heatMap = ({
  caption,
  corner,
  columns,
  rows,
}: HeatMap): Html => html`<div class="scroll" tabindex="0"><table class="heat">
<caption>${caption}</caption>
<thead><tr><th scope="col">${corner}</th>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map(({ name, cells }) => html`<tr><th scope="row">${name}</th>${cells.map(cell)}</tr>\n`)}</tbody></table></div>`;

function cell(each: HeatCell | null): Html {
  if (each === null) return html`<td class="void"></td>`;
  if (each.rate === null) return html`<td class="none">no data<small>n = ${count(each.n)}</small></td>`;
  return html`<td style="--share:${each.rate.toFixed(3)}">${percent(each.rate)}<small>n = ${count(each.n)}</small></td>`;
}
