import type { Chart, HeatChart, IntervalChart, MapChart } from '../charts/chart.ts';
import { count, percent } from '../numbers.ts';
import { SERIES } from '../palette.ts';
import type { Curve, Details, Grid, Positions } from '../schema/details.ts';
import type { LevelRow, Summary } from '../schema/summary.ts';
import { spaced } from '../spaced.ts';
import { type LevelGroup, levelGroups, levelName } from './level-groups.ts';
import { scenarioMaps } from './scenario-maps.ts';

/** The charts of a run by the names of their files; only those that have something to show. */
export function chartsOf(summary: Summary): Readonly<Record<string, Chart>> {
  const { details } = summary;
  if (!details) return {};
  const charts: Record<string, Chart | null> = {
    'success-by-level': successByLevel(summary),
    'difference-to-nominal': differenceToNominal(summary),
    ...Object.fromEntries(details.grids.map((grid) => [grid.name.replaceAll(' ', '-'), heatOf(grid)])),
    'condition-by-scenario': byScenario(summary),
    positions: mapOf(details.positions),
    stages: stagesOf(details),
    'time-to-success': curvesOf(details.timeToSuccess),
    latency: latencyOf(details),
  };
  return Object.fromEntries(Object.entries(charts).flatMap(([name, chart]) => (chart ? [[name, chart]] : [])));
}

type Row = IntervalChart['rows'][number];

const heading = (label: string): Row => ({ label, value: null, low: null, high: null, heading: true });

function rowsOf(groups: readonly LevelGroup[], of: (level: LevelRow) => Omit<Row, 'label'>): Row[] {
  const row = (level: LevelRow): Row => ({
    label: levelName(level),
    color: level.control ? 'purple' : 'blue',
    ...of(level),
  });
  return groups.flatMap(({ title, rows }) => [...(title === null ? [] : [heading(title)]), ...rows.map(row)]);
}

function successByLevel(summary: Summary): IntervalChart | null {
  if (summary.overall.valid.n === 0) return null;
  const nominal = summary.nominal.rate.rate;
  return {
    kind: 'intervals',
    title: 'Success rate by factor and level, with 95 % intervals',
    xTitle: 'success rate',
    x: { min: 0, max: 1, unit: 'percent' },
    ...(nominal === null ? {} : { line: nominal }),
    rows: rowsOf(levelGroups(summary), ({ rate: { rate, low, high } }) => ({ value: rate, low, high })),
  };
}

function differenceToNominal(summary: Summary): IntervalChart | null {
  const levels = levelGroups(summary).filter(({ title }) => title !== null);
  const rows = rowsOf(levels, ({ toNominal }) => ({
    value: toNominal?.difference ?? null,
    low: toNominal?.low ?? null,
    high: toNominal?.high ?? null,
  }));
  if (rows.every(({ value }) => value === null)) return null;
  const title = 'Difference to nominal on the same seeds, with 95 % intervals';
  const x = { min: -1, max: 1, unit: 'points' as const };
  return { kind: 'intervals', title, xTitle: 'percentage points', x, line: 0, rows };
}

const heatOf = ({ name, columns, rows }: Pick<Grid, 'name'> & Pick<HeatChart, 'columns' | 'rows'>): HeatChart => ({
  kind: 'heat',
  title: `Success rate: ${name}`,
  widthPx: Math.max(720, 240 + 86 * columns.length),
  columns,
  rows,
});

function byScenario(summary: Summary): HeatChart | null {
  const maps = scenarioMaps(summary);
  if (summary.overall.valid.n === 0) return null;
  const columns = [...new Set(maps.flatMap(({ scenarios }) => scenarios))];
  const rows = maps.flatMap(({ title, scenarios, rows: own }) => [
    ...(title === null ? [] : [{ name: title, cells: [], heading: true }]),
    ...own.map(({ name, cells }) => ({
      name,
      cells: columns.map((column) => cells[scenarios.indexOf(column)] ?? null),
    })),
  ]);
  return heatOf({ name: 'condition by scenario', columns, rows });
}

/** As the robot sees it: x away from it, y to its left. */
function mapOf({ bins, binM, successes, failures, mixed }: Positions): MapChart | null {
  if (bins.length === 0) return null;
  const [xs, ys] = [bins.map(({ xM }) => xM), bins.map(({ yM }) => yM)];
  const toPoint = ([x, y]: readonly [number, number]) => ({ x: y, y: x });
  const series: MapChart['series'] = [
    { name: 'all succeeded', color: 'green', shape: 'dot', points: successes.map(toPoint) },
    { name: 'some succeeded', color: 'orange', shape: 'ring', points: mixed.map(toPoint) },
    { name: 'all failed', color: 'vermillion', shape: 'cross', points: failures.map(toPoint) },
  ];
  return {
    kind: 'map',
    title: 'Where the target stood, seen from above',
    xTitle: 'y, m (left of the robot is positive)',
    yTitle: 'x, m (away from the robot)',
    widthPx: 560,
    x: { min: Math.min(...ys) - binM, max: Math.max(...ys) + 2 * binM, reverse: true },
    y: { min: Math.min(...xs) - binM, max: Math.max(...xs) + 2 * binM },
    bins: { size: binM, cells: bins.map(({ xM, yM, rate, n }) => ({ x: yM, y: xM, rate, n })) },
    series: series.filter(({ points }) => points.length > 0),
  };
}

function stagesOf({ funnel }: Details): Chart | null {
  const stages = funnel.stages.filter((each) => each.of > 0);
  if (stages.length === 0) return null;
  return {
    kind: 'bars',
    title: 'How far episodes came',
    xTitle: 'share of the episodes that have the stage',
    horizontal: true,
    labels: stages.map(({ name }) => name),
    value: { min: 0, max: 1, unit: 'percent' },
    series: [
      {
        name: 'episodes',
        color: 'blue',
        values: stages.map(({ rate }) => rate),
        texts: stages.map(({ rate, episodes, of }) => `${percent(rate)}  ${count(episodes)}/${count(of)}`),
      },
    ],
  };
}

function curvesOf(curves: readonly Curve[]): Chart | null {
  if (curves.length === 0) return null;
  const tasks = [...new Set(curves.map(({ task }) => task))];
  const lastSec = Math.max(...curves.flatMap(({ points }) => points.at(-1)?.sec ?? 0));
  return {
    kind: 'lines',
    title: 'Time to success (solid: nominal, dashed: all but controls)',
    xTitle: 'simulated time, s',
    yTitle: 'episodes that have succeeded',
    x: { min: 0, max: Math.ceil(lastSec) },
    y: { min: 0, max: 1, unit: 'percent' },
    lines: curves.map(({ task, name, points }, i) => ({
      name: task === curves[i - 1]?.task ? '' : spaced(task),
      color: SERIES[tasks.indexOf(task) % SERIES.length]!,
      dashed: name !== 'nominal',
      stepped: true,
      band: name === 'nominal',
      points: [...points, { ...points.at(-1)!, sec: lastSec }].map(({ sec, solved, low, high }) => ({
        x: sec,
        y: solved,
        low,
        high,
      })),
    })),
  };
}

function latencyOf({ latency }: Details): Chart | null {
  if (latency.calls === 0) return null;
  return {
    kind: 'bars',
    title: 'How long the policy took to answer',
    xTitle: 'ms, at least (logarithmic)',
    yTitle: 'calls',
    heightPx: 320,
    touching: true,
    labels: latency.histogram.map(({ fromMs }) => String(fromMs)),
    value: {},
    series: [{ name: 'calls', color: 'blue', values: latency.histogram.map(({ calls }) => calls) }],
  };
}
