import type { Curve } from '../schema/details.ts';
import { LEVEL } from '../statistics/interval.ts';
import { twoSidedZ } from '../statistics/normal.ts';
import { grouped } from '../summary/grouped.ts';
import type { Ledger } from '../summary/row.ts';
import { isNominal, isValid, type Settled } from '../summary/settle.ts';

/** Endings that say only that the time was up. */
const TIME_OUT = 'max_steps';

/** By task: what one says at once and what another carries across a table are not one time. */
export function timeToSuccess({ settled }: Ledger): Curve[] {
  const valid = settled.filter((each) => isValid(each) && !each.episode.control);
  const curves = [...grouped(valid, ({ episode }) => episode.task)].flatMap(([task, all]) => [
    { task, name: 'nominal' as const, ...curveOf(all.filter(isNominal)) },
    { task, name: 'all but controls' as const, ...curveOf(all) },
  ]);
  return curves.filter(({ episodes }) => episodes > 0);
}

/** When an episode is known to have succeeded, or until when it is known not to have; infinite where it never could. */
interface Wait {
  readonly sec: number;
  readonly succeeded: boolean;
}

/**
 * Share of episodes that have succeeded by a time (simulated seconds).
 *
 * Source: E. L. Kaplan and P. Meier, Journal of the American Statistical Association 53 (1958) 457-481, for time-outs as
 * censored; an episode that ended in another way can never succeed and stays in the risk set (R. J. Gray, Annals of
 * Statistics 16 (1988) 1141-1154). Interval: Greenwood's variance on the log-log scale.
 * Limits: pointwise; episodes that share a seed are taken as independent.
 */
export function curveOf(settled: readonly Settled[]): Omit<Curve, 'task' | 'name'> {
  const waits = settled.map(waitOf).sort((a, b) => a.sec - b.sec);
  const points = steps(waits);
  const timeouts = settled.filter((each) => each.record?.end === TIME_OUT && each.outcome === 'failure').length;
  const successes = waits.filter(({ succeeded }) => succeeded).length;
  return {
    episodes: settled.length,
    successes,
    timeouts,
    otherFailures: settled.length - successes - timeouts,
    medianSec: points.find(({ solved }) => solved >= 0.5)?.sec ?? null,
    points,
  };
}

function waitOf(settled: Settled): Wait {
  const { record } = settled;
  const succeeded = settled.outcome === 'success';
  const ended = succeeded || record?.end === TIME_OUT;
  return { sec: ended ? (record?.simTimeSec ?? 0) : Number.POSITIVE_INFINITY, succeeded };
}

function steps(waits: readonly Wait[]): Curve['points'] {
  const points: Curve['points'][number][] = [{ sec: 0, solved: 0, low: 0, high: 0, atRisk: waits.length }];
  let [at, surviving, greenwood] = [0, 1, 0];
  while (at < waits.length && waits[at]!.sec < Number.POSITIVE_INFINITY) {
    const { sec } = waits[at]!;
    const atRisk = waits.length - at;
    let solved = 0;
    for (; waits[at]?.sec === sec; at++) if (waits[at]!.succeeded) solved++;
    surviving *= 1 - solved / atRisk;
    greenwood += atRisk === solved ? 0 : solved / (atRisk * (atRisk - solved));
    points.push({ sec, solved: 1 - surviving, ...interval(surviving, greenwood), atRisk });
  }
  return points;
}

function interval(surviving: number, greenwood: number): { low: number; high: number } {
  if (surviving <= 0 || surviving >= 1) return { low: 1 - surviving, high: 1 - surviving };
  const reach = (twoSidedZ(LEVEL) * Math.sqrt(greenwood)) / Math.abs(Math.log(surviving));
  return { low: 1 - surviving ** Math.exp(-reach), high: 1 - surviving ** Math.exp(reach) };
}
