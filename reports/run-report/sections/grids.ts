import { type Content, heatMap, html } from '../../page/index.ts';
import type { Summary } from '../../schema/summary.ts';
import { spaced } from '../names.ts';

/** Rates by two things at a time. */
export function grids({ details }: Summary): Content {
  const all = details?.grids ?? [];
  if (all.length === 0) return null;
  return [
    html`<p>Each cell has its success rate and the number of valid outcomes behind it. Hatched: planned, but without a valid
outcome. Empty: not planned together.</p>`,
    all.map(({ name, corner, columns, rows }) =>
      heatMap({
        caption: html`<strong>${capital(name)}</strong>`,
        corner,
        columns: columns.map(spaced),
        rows: rows.map((row) => ({ ...row, name: spaced(row.name) })),
      }),
    ),
  ];
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
