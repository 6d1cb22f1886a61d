import { percent } from '../numbers.ts';
import type { PowerTable } from '../power/table.ts';
import { layOut } from './table.ts';
import type { Terminal } from './terminal.ts';
import { wrap } from './width.ts';

const points = (fraction: number): string => `${(fraction * 100).toFixed(1)} pp`;

/** Sizes and detectable differences, as text with a final newline. */
export function renderPower(table: PowerTable, { width, paint }: Terminal): string {
  const { rate, n, margin, alpha, power, phis, sizes, detectable, fewestToPass, fewestToFail } = table;
  const line = (cells: readonly (number | null)[], show: (value: number) => string): string[] =>
    cells.map((cell) => (cell === null ? '–' : show(cell)));
  const rows = [
    ...sizes.map((row) => [
      points(row.loss),
      ...line([row.unpaired, ...row.paired], (size) => size.toLocaleString('en-US')),
    ]),
    ...(detectable ? [[`n = ${n} finds`, ...line([detectable.unpaired, ...detectable.paired], points)]] : []),
  ];
  const heads = ['loss of', 'unpaired, each', ...phis.map((phi) => `pairs, phi ${phi}`)];
  const columns = heads.map((head, i) => ({
    head: paint.dim(head),
    align: i === 0 ? ('left' as const) : ('right' as const),
    cells: rows.map((row, at) => (at === sizes.length ? paint.bold(row[i]!) : row[i]!)),
  }));
  const said = [
    `from a rate of ${percent(rate, 1)}, two-sided alpha ${alpha}, power ${percent(power)}`,
    `a gate with margin ${points(margin)} can pass from ${fewestToPass} independent pairs on, were no pair to differ, and can find a regression from ${fewestToFail} pairs lost on`,
    'phi: correlation of the outcomes of two policies on the same episodes; 0.2 to 0.6 is usual. Independent pairs are seeds: conditions of one seed are one',
  ];
  const [first, ...others] = said.flatMap((text) => wrap(text, width - 4)).map((text) => `  ${text}`);
  const body = layOut(columns, width - 2).map((text) => `  ${text}`);
  return `\n${[first, '', ...body, '', ...others.map(paint.dim)].join('\n')}\n`;
}
