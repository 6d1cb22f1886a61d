import type { Chart, HeatChart, IntervalChart, MapChart } from '../charts/chart.ts';
import { count, percent } from '../numbers.ts';
import type { Curve, Details, Grid, Positions } from '../schema/details.ts';
import type { LevelRow, Summary } from '../schema/summary.ts';
import { spaced } from './names.ts';

/** The charts of a run by the names of their files; only those that have something to show. */
export function chartsOf(summary: Summary): Readonly<Record<string, Chart>> {
  const { details } = summary;
  if (!details) return {};
  const charts: Record<string, Chart | null> = {
    'success-by-level': successByLevel(summary),
    'difference-to-nominal': differenceToNominal(summary),
    ...Object.fromEntries(details.grids.map((grid) => [grid.name.replaceAll(' ', '-'), heatOf(grid)])),
    positions: mapOf(details.positions),
    stages: stagesOf(details),
    'time-to-success': curvesOf(details.timeToSuccess),
    latency: latencyOf(details),
  };
  return Object.fromEntries(Object.entries(charts).flatMap(([name, chart]) => (chart ? [[name, chart]] : [])));
}

type Row = IntervalChart['rows'][number];

const heading = (label: string): Row => ({ label, value: null, low: null, high: null, heading: true });

/** Nominal, then each factor with its levels, controls last: as in every table. */
function rowsOf({ factors }: Summary, of: (level: LevelRow) => Omit<Row, 'label'>): Row[] {
  const supported = factors.flatMap(({ levels }) => levels).filter(({ unsupported }) => unsupported === null);
  const row = (level: LevelRow): Row => ({ label: `  ${spaced(level.level ?? '')}`, ...of(level) });
  const ordinary = factors.flatMap(({ factor, levels }) => {
    const shown = levels.filter((each) => supported.includes(each) && !each.control);
    return shown.length === 0 ? [] : [heading(spaced(factor)), ...shown.map(row)];
  });
  const controls = supported.filter(({ control }) => control).map((each): Row => ({ ...row(each), color: 'purple' }));
  return controls.length === 0 ? ordinary : [...ordinary, heading('negative controls'), ...controls];
}

function successByLevel(summary: Summary): IntervalChart | null {
  const { rate: value, low, high } = summary.nominal.rate;
  const rows = rowsOf(summary, ({ rate }) => ({ value: rate.rate, low: rate.low, high: rate.high }));
  if (summary.overall.valid.n === 0) return null;
  return {
    kind: 'intervals',
    title: 'Success rate by factor and level, with 95 % intervals',
    xTitle: 'success rate',
    x: { min: 0, max: 1, unit: 'percent' },
    ...(value === null ? {} : { line: value }),
    rows: [{ label: 'nominal', value, low, high }, ...rows],
  };
}

function differenceToNominal(summary: Summary): IntervalChart | null {
  const rows = rowsOf(summary, ({ toNominal }) => ({
    value: toNominal?.difference ?? null,
    low: toNominal?.low ?? null,
    high: toNominal?.high ?? null,
  }));
  if (rows.every(({ value }) => value === null)) return null;
  const title = 'Difference to nominal on the same seeds, with 95 % intervals';
  const x = { min: -1, max: 1, unit: 'points' as const };
  return { kind: 'intervals', title, xTitle: 'percentage points', x, line: 0, rows };
}

const heatOf = ({ name, columns, rows, corner }: Grid): HeatChart => ({
  kind: 'heat',
  title: `Success rate: ${name}`,
  yTitle: corner,
  widthPx: Math.max(720, 240 + 86 * columns.length),
  columns,
  rows,
});

/** As the robot sees it: x away from it, y to its left. */
export function mapOf({ bins, binM, successes, failures, mixed }: Positions): MapChart | null {
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

const CURVE_COLORS = ['blue', 'orange'] as const;

function curvesOf(curves: readonly Curve[]): Chart | null {
  if (curves.length === 0) return null;
  const lastSec = Math.max(...curves.flatMap(({ points }) => points.at(-1)?.sec ?? 0));
  return {
    kind: 'lines',
    title: 'Time to success',
    xTitle: 'simulated time, s',
    yTitle: 'episodes that have succeeded',
    x: { min: 0, max: Math.ceil(lastSec) },
    y: { min: 0, max: 1, unit: 'percent' },
    lines: curves.map(({ name, points }, i) => ({
      name,
      color: CURVE_COLORS[i] ?? 'gray',
      stepped: true,
      interval: 'band',
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
