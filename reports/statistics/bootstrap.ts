import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { skipN } from 'pure-rand/utils/skipN';
import { type Interval, LEVEL } from './interval.ts';

export interface BootstrapOptions {
  readonly seed: number;
  readonly draws: number;
  readonly level: number;
}

const DEFAULTS: BootstrapOptions = { seed: 0, draws: 2000, level: LEVEL };

/**
 * Percentile bootstrap interval for a statistic of independent items.
 *
 * Source: B. Efron, Annals of Statistics 7 (1979) 1-26: quantiles (interpolated, type 7) of the statistic over samples of
 * the items drawn with replacement.
 * Limits: too narrow for few items (below about 20); for items that belong together (answers of one episode), resample
 * what they belong to.
 *
 * @param statistic of a sample; a draw for which it is null (undefined there) is left out.
 * @returns the same for the same seed; null for fewer than two items, or where no draw gives a value.
 */
export function bootstrap<T>(
  items: readonly T[],
  statistic: (sample: readonly T[]) => number | null,
  options: Partial<BootstrapOptions> = {},
): Interval | null {
  const { seed, draws, level } = { ...DEFAULTS, ...options };
  if (items.length < 2) return null;
  const generator = xoroshiro128plus(seed);
  // The first outputs after seeding are nearly constant.
  skipN(generator, 32);
  const pick = (): T => items[Math.floor(uniformFloat64(generator) * items.length)]!;
  const values = Array.from({ length: draws }, () => statistic(items.map(pick))).filter((value) => value !== null);
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  return { low: quantile(sorted, (1 - level) / 2), high: quantile(sorted, (1 + level) / 2) };
}

/** @returns null for an empty list: no data is not a mean of 0. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, each) => sum + each, 0) / values.length;
}

function quantile(sorted: Float64Array, fraction: number): number {
  const at = fraction * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  return below + (above - below) * (at - Math.floor(at));
}
