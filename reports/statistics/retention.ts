import { requireFraction, requireWhole } from './arguments.ts';
import { BOOTSTRAP, type BootstrapSettings } from './cluster-bootstrap.ts';
import { requireClusters, sumOf } from './clusters.ts';
import { quantile } from './quantile.ts';
import { resampled } from './resample.ts';

/** Outcomes (0, 1) of one scenario and seed under a level and under nominal. */
export interface LevelAndNominal {
  readonly level: readonly number[];
  readonly nominal: readonly number[];
}

export interface Retention {
  /** Level's rate over nominal's: 1 keeps all, above 1 gains. */
  readonly retention: number;
  readonly low: number;
  /** Infinite where nominal's rate may be 0. */
  readonly high: number;
}

/**
 * Retention: how much of the nominal success rate is left under a level, with a bootstrap interval over scenarios.
 *
 * Source: the ratio of pooled rates; percentiles over whole scenarios, so that what level and nominal share stays
 * together (Davison and Hinkley, 1997, sections 2.4 and 3.8).
 * Limits: as `clusterBootstrap`; a ratio to a small nominal rate says little, which the interval shows. A resample with
 * no success on either side says nothing, and widens both ends.
 *
 * @returns null for fewer than two scenarios, or where nominal never succeeded.
 * @throws HarnessError `E_ARGUMENT` for a scenario without outcomes, or settings that cannot be.
 */
export function retention(
  pairs: readonly LevelAndNominal[],
  settings: Partial<BootstrapSettings> = {},
): Retention | null {
  const { level, ...resampling } = { ...BOOTSTRAP, ...settings };
  requireClusters(pairs.flatMap((each) => [each.level, each.nominal]));
  requireFraction('a confidence level', level);
  requireWhole('resamples', resampling.resamples, 1);
  const rows = pairs.map((each) => [sumOf(each.level), each.level.length, sumOf(each.nominal), each.nominal.length]);
  const whole = [0, 1, 2, 3].map((at) => sumOf(rows.map((row) => row[at]!)));
  if (pairs.length < 2 || whole[2] === 0) return null;
  const sorted = resampled(rows, ratio, resampling).sort();
  return {
    retention: ratio(Float64Array.from(whole)),
    low: quantile(withUnknown(sorted, 0), (1 - level) / 2),
    high: quantile(withUnknown(sorted, Number.POSITIVE_INFINITY), (1 + level) / 2),
  };
}

/** NaN where neither side has a success. */
function ratio(sums: Float64Array): number {
  return sums[0]! / sums[1]! / (sums[2]! / sums[3]!);
}

/** NaN, which sorts to the end, becomes the value that widens an interval. */
function withUnknown(sorted: Float64Array, value: number): Float64Array {
  const known = sorted.findIndex(Number.isNaN);
  if (known < 0) return sorted;
  return sorted.map((each) => (Number.isNaN(each) ? value : each)).sort();
}
