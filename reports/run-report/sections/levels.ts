import { count, paired, percent, range } from '../../numbers.ts';
import { type Column, type Content, DIFFERENCES, type Group, html, intervalBar, table } from '../../page/index.ts';
import type { Comparison } from '../../schema/details.ts';
import type { LevelRow, Summary } from '../../schema/summary.ts';
import { spaced } from '../names.ts';

/** Every level with its rate and its difference to nominal, as bars beside their numbers: the forest plot is its own table. */
export function levels(summary: Summary): Content {
  return [
    html`<p>Points are success rates with 95 % intervals; the dashed line is nominal. Differences are to nominal on the same
seeds, pair by pair, in percentage points.</p>`,
    table({
      caption: html`<strong>Success by factor and level.</strong> p: exact McNemar test after Holm inside the factor`,
      wide: true,
      columns: columns(summary),
      rows: groups(summary),
    }),
    unsupported(summary),
  ];
}

const isRun = ({ unsupported }: LevelRow): boolean => unsupported === null;

/** Nominal, each factor, the controls apart: the order of every table. */
export function groups({ nominal, factors }: Summary): Group<LevelRow>[] {
  const ordinary = factors.map(({ factor, levels }) => ({
    title: spaced(factor),
    rows: levels.filter((each) => isRun(each) && !each.control),
  }));
  const controls = factors.flatMap(({ levels }) => levels.filter((each) => isRun(each) && each.control));
  const apart = html`negative controls <small>reaching the nominal goal is not what these ask for</small>`;
  return [{ title: null, rows: [nominal] }, ...ordinary, { title: apart, rows: controls }].filter(
    ({ rows }) => rows.length > 0,
  );
}

export const levelName = ({ level }: LevelRow): string => (level === null ? 'nominal' : spaced(level));

function columns({ nominal, details }: Summary): Column<LevelRow>[] {
  const colorOf = ({ control }: LevelRow) => (control ? 'purple' : 'blue');
  return [
    { head: 'level', cell: levelName },
    { head: 'k/n', kind: 'number', cell: ({ rate }) => `${count(rate.k)}/${count(rate.n)}` },
    { head: 'rate', kind: 'number', strong: true, cell: ({ rate }) => percent(rate.rate) },
    { head: '95 %', kind: 'number', cell: ({ rate }) => range(rate) },
    {
      head: scale('0', '100 %'),
      kind: 'bar',
      cell: (row) => {
        const { rate: value, low, high } = row.rate;
        return intervalBar({ value, low, high }, { from: 0, to: 1, line: nominal.rate.rate }, colorOf(row));
      },
    },
    { head: 'to nominal, pp', kind: 'number', cell: ({ toNominal }) => toNominal && paired(toNominal) },
    {
      head: scale('−100', '+100'),
      kind: 'bar',
      cell: (row) => row.toNominal && differenceBar(row.toNominal, colorOf(row)),
    },
    { head: 'p', kind: 'number', cell: (row) => pText(comparisonOf(row, details?.comparisons ?? [])) },
  ];
}

const scale = (from: string, to: string): Content =>
  html`<span class="ends"><span>${from}</span><span>${to}</span></span>`;

const differenceBar = (
  { difference: value, low, high }: NonNullable<LevelRow['toNominal']>,
  color: 'purple' | 'blue',
) => intervalBar({ value, low, high }, DIFFERENCES, color);

const comparisonOf = ({ factor, level, control }: LevelRow, all: readonly Comparison[]): Comparison | undefined =>
  all.find((each) => each.factor === factor && each.level === level && each.control === control);

function pText(comparison: Comparison | undefined): string {
  const p = comparison?.adjusted ?? null;
  if (p === null) return comparison ? '–' : '';
  return p < 0.001 ? '< 0.001' : p.toFixed(p < 0.1 ? 3 : 2);
}

function unsupported({ factors }: Summary): Content {
  const rows = factors.flatMap(({ levels }) => levels.filter((each) => !isRun(each)));
  if (rows.length === 0) return null;
  return table({
    caption: html`<strong>Not run for this policy.</strong> They would be a lottery of noise`,
    columns: [
      { head: 'level', cell: ({ factor, level }: LevelRow) => spaced(`${factor}: ${level}`) },
      { head: 'why', cell: (row) => row.unsupported },
    ],
    rows,
  });
}
