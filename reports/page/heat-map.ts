import { count, percent } from '../numbers.ts';
import { type Html, html } from './html.ts';

interface HeatCell {
  /** In [0, 1]; null is no data. */
  readonly rate: number | null;
  readonly n: number;
}

interface HeatMap {
  readonly title: string;
  /** What the rows are, above their names. A small map, one of several beside each other, has its title there. */
  readonly corner?: string;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly name: string;
    /** One for each column; null where nothing was planned. */
    readonly cells: readonly (HeatCell | null)[];
  }[];
}

/** Rates as shades, each with its number and its n: a table that is its own chart. No data is hatched, never zero; what was not planned is empty. */
export const heatMap = ({
  title,
  corner,
  columns,
  rows,
}: HeatMap): Html => html`<div class="scroll" tabindex="0"><table class="heat${corner === undefined && ' small'}" aria-label="${title}">
${corner !== undefined && html`<caption><strong>${title}</strong></caption>\n`}<thead><tr><th scope="col">${corner ?? title}</th>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map(({ name, cells }) => html`<tr><th scope="row">${name}</th>${cells.map(cell)}</tr>\n`)}</tbody></table></div>`;

/** How to read the cells of heat maps. */
export const heatLegend = html`<ul class="legend"><li><span class="ramp"></span>0 to 100 % success</li><li><span class="hatched"></span>no valid outcome</li><li>empty: not planned together</li><li>n: valid outcomes</li></ul>`;

function cell(each: HeatCell | null): Html {
  if (each === null) return html`<td class="void"></td>`;
  const kind = each.rate === null ? html` class="none"` : html` style="--share:${each.rate.toFixed(3)}"`;
  return html`<td${kind}><span>${percent(each.rate)}</span> <small>n = ${count(each.n)}</small></td>`;
}
