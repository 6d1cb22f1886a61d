import { pText } from '../../compare/text.ts';
import { count, paired, percent, range } from '../../numbers.ts';
import {
  type Column,
  type Content,
  DIFFERENCES,
  type Group,
  html,
  intervalBar,
  RATES,
  scaleEnds,
  table,
} from '../../page/index.ts';
import type { Comparison } from '../../schema/details.ts';
import type { LevelRow, Summary } from '../../schema/summary.ts';
import { spaced } from '../../spaced.ts';
import { levelGroups, levelName } from '../level-groups.ts';

/** Every level with its rate and its difference to nominal, as bars beside their numbers: the forest plot is its own table. */
export function levels(summary: Summary): Content {
  return [
    html`<p>Points are success rates with 95 % intervals; the dashed line is nominal. Differences are to nominal on the same
seeds, pair by pair, in percentage points.</p>`,
    table({
      caption: html`<strong>Success by factor and level.</strong>${summary.details && ' p: exact McNemar test after Holm inside the factor'}`,
      wide: true,
      columns: columns(summary),
      rows: groups(summary),
    }),
    unsupported(summary),
  ];
}

/** The rows of a table of levels. */
export const groups = (summary: Summary): Group<LevelRow>[] =>
  levelGroups(summary).map(({ title, control, rows }) => ({
    title: control ? html`${title} <small>reaching the nominal goal is not what these ask for</small>` : title,
    rows,
  }));

function columns({ nominal, details }: Summary): Column<LevelRow>[] {
  const colorOf = ({ control }: LevelRow) => (control ? 'purple' : 'blue');
  return [
    { head: 'level', cell: levelName },
    { head: 'k/n', kind: 'number', cell: ({ rate }) => `${count(rate.k)}/${count(rate.n)}` },
    { head: 'rate', kind: 'number', strong: true, cell: ({ rate }) => percent(rate.rate) },
    { head: '95 %', kind: 'number', cell: ({ rate }) => range(rate) },
    {
      head: scaleEnds(RATES),
      kind: 'bar',
      cell: (row) => {
        const { rate: value, low, high } = row.rate;
        return intervalBar({ value, low, high }, { ...RATES, line: nominal.rate.rate }, colorOf(row));
      },
    },
    { head: 'to nominal, pp', kind: 'number', cell: ({ toNominal }) => toNominal && paired(toNominal) },
    {
      head: scaleEnds(DIFFERENCES),
      kind: 'bar',
      cell: (row) => row.toNominal && differenceBar(row.toNominal, colorOf(row)),
    },
    ...(details ? [pColumn(details.comparisons)] : []),
  ];
}

const differenceBar = (
  { difference: value, low, high }: NonNullable<LevelRow['toNominal']>,
  color: 'purple' | 'blue',
) => intervalBar({ value, low, high }, DIFFERENCES, color);

function pColumn(all: readonly Comparison[]): Column<LevelRow> {
  const of = ({ factor, level, control }: LevelRow): Comparison | undefined =>
    all.find((each) => each.factor === factor && each.level === level && each.control === control);
  return { head: 'p', kind: 'number', cell: (row) => row.factor !== null && pText(of(row)?.adjusted ?? null) };
}

function unsupported({ factors }: Summary): Content {
  const rows = factors.flatMap(({ levels }) => levels.filter((each) => each.unsupported !== null));
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
