import type { Latency } from '../schema/details.ts';
import { quantile } from '../statistics/quantile.ts';
import type { Ledger } from '../summary/row.ts';

/** Bins to a decade. */
const BINS = 4;

/** How long the policy took to answer, over all its calls in the attempts that count, and how fast episodes ran. */
export function latencyOf({ settled }: Ledger): Latency {
  const records = settled.flatMap((each) => (each.record && each.outcome !== 'infra_error' ? [each.record] : []));
  const ms = Float64Array.from(records.flatMap(({ inferenceMs }) => inferenceMs)).sort();
  const sum = (of: (record: (typeof records)[number]) => number): number =>
    records.reduce((total, record) => total + of(record), 0);
  const wallSec = sum(({ wallTimeSec }) => wallTimeSec);
  const steps = sum((record) => record.steps);
  const at = (fraction: number): number | null => (ms.length === 0 ? null : quantile(ms, fraction));
  return {
    calls: ms.length,
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
    maxMs: at(1),
    histogram: histogramOf(ms),
    steps,
    stepsPerSec: wallSec > 0 ? steps / wallSec : null,
  };
}

/** Bins of equal width on a logarithmic axis: answers of a stage and of a model lie decades apart. */
function histogramOf(ms: Float64Array): Latency['histogram'] {
  if (ms.length === 0) return [];
  const binOf = (value: number): number => Math.floor(Math.log10(Math.max(value, 0.01)) * BINS);
  const counts = new Map<number, number>();
  for (const value of ms) counts.set(binOf(value), (counts.get(binOf(value)) ?? 0) + 1);
  const [first, last] = [binOf(ms[0]!), binOf(ms.at(-1)!)];
  const edge = (bin: number): number => Number((10 ** (bin / BINS)).toPrecision(2));
  return Array.from({ length: last - first + 1 }, (_, i) => ({
    fromMs: edge(first + i),
    toMs: edge(first + i + 1),
    calls: counts.get(first + i) ?? 0,
  }));
}
