import type { Curve } from '../schema/details.ts';
import { effectiveClusters } from '../statistics/effective-clusters.ts';
import { wilsonOfRate } from '../statistics/wilson.ts';
import { grouped } from '../summary/grouped.ts';
import type { Ledger } from '../summary/row.ts';
import { isNominal, isValid, type Settled, seedOf } from '../summary/settle.ts';

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
 * Statistics 16 (1988) 1141-1154). Interval: Wilson's, of as many outcomes as Greenwood's variance is worth (K. J. Rothman,
 * Journal of Chronic Diseases 31 (1978) 557-560); those that share a seed count once, so that it also holds at 0 and 1.
 * Limits: pointwise.
 */
export function curveOf(settled: readonly Settled[]): Omit<Curve, 'task' | 'name'> {
  const waits = settled.map(waitOf).sort((a, b) => a.sec - b.sec);
  const points = steps(waits, independent(settled) / Math.max(1, settled.length));
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

/** Episodes that share a seed share a scene. */
function independent(settled: readonly Settled[]): number {
  return effectiveClusters(
    [...grouped(settled, ({ episode }) => seedOf(episode)).values()].map(({ length }) => length),
  );
}

/** @param share independent outcomes to an episode */
function steps(waits: readonly Wait[], share: number): Curve['points'] {
  const points: Curve['points'][number][] = [];
  let [at, surviving, greenwood, worth] = [0, 1, 0, waits.length];
  const note = (sec: number, atRisk: number): void => {
    points.push({ sec, solved: 1 - surviving, ...wilsonOfRate(1 - surviving, share * worth), atRisk });
  };
  if (waits.length > 0) note(0, waits.length);
  while (at < waits.length && waits[at]!.sec < Number.POSITIVE_INFINITY) {
    const { sec } = waits[at]!;
    const atRisk = waits.length - at;
    let solved = 0;
    for (; waits[at]?.sec === sec; at++) if (waits[at]!.succeeded) solved++;
    surviving *= 1 - solved / atRisk;
    greenwood += atRisk === solved ? 0 : solved / (atRisk * (atRisk - solved));
    // Nothing has happened yet, or nothing can any more: what it was worth before.
    if (surviving > 0 && surviving < 1) worth = (1 - surviving) / (surviving * greenwood);
    note(sec, atRisk);
  }
  return points;
}
