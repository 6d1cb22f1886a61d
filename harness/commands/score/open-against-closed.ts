import { bootstrap, correlation, type Interval } from '../../../reports/statistics/index.ts';
import type { ScoredQuery } from './recorded-queries.ts';
import { type Estimate, estimate } from './summary.ts';

/** Does a good box lead to a grasp? One pair an episode: IoU of its first question about the target, and its outcome. */
export interface OpenAgainstClosed {
  readonly episodes: number;
  /** Point-biserial correlation of IoU with success; null where either never changes. */
  readonly pointBiserial: Correlated;
  /** Phi of IoU >= 0.5 with success. */
  readonly phi: Correlated;
  readonly iouOfSuccesses: Estimate & { readonly n: number };
  readonly iouOfFailures: Estimate & { readonly n: number };
}

export interface Correlated {
  readonly value: number | null;
  readonly interval: Interval | null;
}

type Pair = readonly [iou: number, success: number];

/** What a box must reach to count as on the target. */
export const GOOD_IOU = 0.5;

export function openAgainstClosed(queries: readonly ScoredQuery[], seed: number): OpenAgainstClosed {
  const pairs = pairsOf(queries);
  const ious = (wanted: number) => pairs.filter(([, success]) => success === wanted).map(([iou]) => iou);
  const withN = (values: readonly number[]) => ({ n: values.length, ...estimate(values, seed) });
  return {
    episodes: pairs.length,
    pointBiserial: correlated(pairs, seed),
    phi: correlated(
      pairs.map(([iou, success]) => [iou >= GOOD_IOU ? 1 : 0, success]),
      seed,
    ),
    iouOfSuccesses: withN(ious(1)),
    iouOfFailures: withN(ious(0)),
  };
}

function correlated(pairs: readonly Pair[], seed: number): Correlated {
  return { value: correlation(pairs), interval: bootstrap(pairs, correlation, { seed }) };
}

/** Episodes with an outcome that counts, by their first box. */
function pairsOf(queries: readonly ScoredQuery[]): Pair[] {
  const first = new Map<string, Pair>();
  for (const { episodeId, about, outcome, scored } of queries) {
    if (about !== 'target' || scored?.kind !== 'affordance' || first.has(episodeId)) continue;
    if (outcome === 'success' || outcome === 'failure')
      first.set(episodeId, [scored.iou, outcome === 'success' ? 1 : 0]);
  }
  return [...first.values()];
}
