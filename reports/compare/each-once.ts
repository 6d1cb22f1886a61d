import { tango } from '../statistics/tango.ts';

/**
 * An interval for clusters that all differ alike, where resampling them would feign certainty: Tango's, each cluster
 * counted once by the sign of its difference.
 */
export function eachOnce(differences: readonly number[]): { low: number | null; high: number | null } {
  const gained = differences.filter((each) => each > 0).length;
  const lost = differences.filter((each) => each < 0).length;
  const found = tango(gained, lost, differences.length);
  return { low: found?.low ?? null, high: found?.high ?? null };
}
