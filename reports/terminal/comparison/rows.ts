import { correctionOf, pText, toldApart } from '../../compare/text.ts';
import { count, paired, percent } from '../../numbers.ts';
import type { Comparison, ComparisonRow, Contrast } from '../../schema/comparison.ts';
import { visible } from '../../visible.ts';
import { type Column, layOut } from '../table.ts';
import type { Paint, Terminal } from '../terminal.ts';

interface Line {
  readonly label: string;
  readonly row: ComparisonRow | null;
  readonly style: 'heading' | 'row' | 'control';
}

const INDENT = 2;
const NARROWEST_LABEL = 12;

/** Nominal, each factor's levels and each scenario on the same episodes; negative controls apart. */
export function rowTable(comparison: Comparison, { width, paint }: Terminal): string[] {
  if (comparison.entrants.length < 2) return [];
  const lines = linesOf(comparison);
  const columns: Column[] = [
    { head: '', align: 'left', cells: lines.map(({ label }) => label), shrinkTo: NARROWEST_LABEL },
    ...columnsOf(comparison.entrants.length, lines, paint),
  ];
  const [head = '', ...body] = layOut(columns, width - INDENT);
  const styled = body.map((text, at) => (lines[at]!.style === 'heading' ? paint.bold(lines[at]!.label) : text));
  return [paint.dim(head), ...styled].map((text) => (text ? ' '.repeat(INDENT) + text : ''));
}

function linesOf({ overall, nominal, factors, scenarios, controls }: Comparison): Line[] {
  const row = (each: ComparisonRow): Line => ({ label: each.label, row: each, style: 'row' });
  return [
    row(overall),
    row(nominal),
    ...factors.flatMap(({ factor, levels }) => section(factor, levels, 'row')),
    ...(scenarios.length > 1 ? section('scenario', scenarios, 'row') : []),
    ...section('negative controls', controls, 'control'),
  ];
}

function section(title: string, rows: readonly ComparisonRow[], style: Line['style']): Line[] {
  if (rows.length === 0) return [];
  const correction = correctionOf(rows);
  const heading = visible(title.replaceAll('+', ' + ')) + (correction && style === 'row' ? `  · ${correction}` : '');
  const named = rows.map((row): Line => ({ label: `  ${visible(row.label.replaceAll('+', ' + '))}`, row, style }));
  return [{ label: '', row: null, style: 'heading' }, { label: heading, row: null, style: 'heading' }, ...named];
}

const columnsOf = (entrants: number, lines: readonly Line[], paint: Paint): Column[] =>
  entrants === 2 ? twoColumns(lines, paint) : manyColumns(entrants, lines, paint);

const column = (head: string, lines: readonly Line[], cell: (row: ComparisonRow) => string): Column => ({
  head,
  align: 'right',
  cells: lines.map(({ row }) => (row ? cell(row) : '')),
});

function twoColumns(lines: readonly Line[], paint: Paint): Column[] {
  const of = (cell: (contrast: Contrast) => string) => (row: ComparisonRow) => cell(row.contrasts[0]!);
  return [
    column('episodes', lines, ({ episodes }) => count(episodes)),
    { ...column('seeds', lines, ({ seeds }) => paint.dim(count(seeds))), drop: 3 },
    column('1', lines, (row) => rateText(row, 0, paint)),
    column('2', lines, (row) => rateText(row, 1, paint)),
    {
      ...column(
        'only 1',
        lines,
        of(({ lost }) => amount(lost, paint)),
      ),
      drop: 2,
    },
    {
      ...column(
        'only 2',
        lines,
        of(({ gained }) => amount(gained, paint)),
      ),
      gap: 1,
      drop: 2,
    },
    column(
      '2 − 1, pp',
      lines,
      of((each) => colored(each, paint)),
    ),
    column(
      'p',
      lines,
      of((each) => (each.finding === null ? paint.dim('–') : strong(each, pText(each.adjusted), paint))),
    ),
    {
      ...column(
        'mid-p',
        lines,
        of((each) => (each.midP === null ? paint.dim('–') : paint.dim(pText(each.midP)))),
      ),
      drop: 4,
    },
  ];
}

function manyColumns(entrants: number, lines: readonly Line[], paint: Paint): Column[] {
  const each = Array.from({ length: entrants }, (_, at) => [
    column(String(at + 1), lines, (row) => rateText(row, at, paint)),
    { head: '', align: 'left' as const, gap: 1, cells: lines.map(({ row }) => lettersText(row, at, paint)) },
  ]);
  return [
    column('episodes', lines, ({ episodes }) => count(episodes)),
    { ...column('seeds', lines, ({ seeds }) => paint.dim(count(seeds))), drop: 3 },
    ...each.flat(),
    {
      ...column('p of any', lines, ({ several, control }) =>
        control || !several ? paint.dim('–') : paint.dim(pText(several.pValue)),
      ),
      drop: 2,
    },
  ];
}

/** Letters only where they tell somebody apart. */
function lettersText(row: ComparisonRow | null, at: number, paint: Paint): string {
  if (!row?.letters) return '';
  const said = new Set(row.letters).size > 1;
  return said ? paint.bold(row.letters[at]!) : paint.dim(row.letters[at]!);
}

const rateText = ({ rates, episodes }: ComparisonRow, at: number, paint: Paint): string =>
  episodes === 0 ? paint.dim('–') : percent(rates[at]!.rate);

const amount = (value: number, paint: Paint): string => (value === 0 ? paint.dim('·') : count(value));

function strong(contrast: Contrast, text: string, paint: Paint): string {
  return toldApart(contrast) ? paint.bold(text) : paint.dim(text);
}

/** Coloured only where the corrected test tells the two apart. */
function colored(contrast: Contrast, paint: Paint): string {
  const text = paired(contrast);
  if (contrast.difference === null) return paint.dim(text);
  if (!toldApart(contrast)) return text;
  return contrast.finding === 'worse' ? paint.red(text) : paint.green(text);
}
