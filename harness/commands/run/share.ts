import { counted } from '../../counted.ts';
import { HarnessError } from '../../errors.ts';
import { conditionsOf, type Outline, type Place, type PlannedCondition, placesOf, sizeOf } from '../../plan/outline.ts';
import { everyNth, type Shard } from '../../run/shard.ts';

/** What one run does of a plan. */
export interface Share {
  readonly conditions: readonly PlannedCondition[];
  /** Number of episodes. */
  readonly planned: number;
  /** In the order of the plan; from the start with each call. */
  readonly places: () => Iterable<Place>;
}

/** @throws HarnessError E_USAGE for more shards than episodes */
export function shareOf(outline: Outline, shard: Shard | undefined): Share {
  if (shard === undefined) return shareWith(() => placesOf(outline));
  const size = sizeOf(outline);
  if (shard.of <= size) return shareWith(() => everyNth(placesOf(outline), shard));
  const most = counted(size, 'shard');
  throw new HarnessError('E_USAGE', `--shard: expected at most ${most}, one for each episode, got ${shard.of}`);
}

function shareWith(places: Share['places']): Share {
  const conditions = conditionsOf(places());
  return { conditions, planned: conditions.reduce((sum, { episodes }) => sum + episodes, 0), places };
}
