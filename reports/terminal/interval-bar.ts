import type { Rate } from '../schema/summary.ts';
import type { Paint } from './terminal.ts';

/** A rate and its interval on an axis from 0 to 1, `width` columns wide: `······━━━●━···`. */
export function intervalBar({ rate, low, high }: Rate, width: number, paint: Paint): string {
  if (rate === null || low === null || high === null) return paint.dim('·'.repeat(width));
  const at = (fraction: number): number => Math.round(fraction * (width - 1));
  const [from, point, to] = [at(low), at(rate), at(high)];
  return (
    paint.dim('·'.repeat(from)) +
    paint.cyan('━'.repeat(point - from)) +
    paint.bold(paint.cyan('●')) +
    paint.cyan('━'.repeat(to - point)) +
    paint.dim('·'.repeat(width - 1 - to))
  );
}
