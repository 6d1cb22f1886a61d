import type { Scenario } from '../scenario/scenario.ts';
import type { EpisodeSpec } from '../types.ts';
import { drawn } from './draw.ts';
import type { Planning } from './episode.ts';
import {
  conditionsOf,
  type Outline,
  type OutlineOptions,
  outline,
  type PlannedCondition,
  placesOf,
  requireAtMost,
  sizeOf,
} from './outline.ts';

/** A plan that is held in memory whole. */
export interface Plan {
  readonly conditions: readonly PlannedCondition[];
  /** By scenario: all replicates of nominal, then of each condition in the order of the file; so for each hundred replicates. */
  readonly episodes: readonly EpisodeSpec[];
}

export interface PlanOptions extends Planning, OutlineOptions {}

/** At some kilobytes an episode. */
export const MOST_HELD = 100_000;

/**
 * Draws every value of every episode. Same scenarios and options, same plan; a condition's episodes do not depend on which
 * other conditions are selected.
 * @throws HarnessError E_SCENARIO where something cannot be placed, E_USAGE for an unknown scenario, factor or level
 */
export function plan(scenarios: readonly Scenario[], options: PlanOptions): Plan {
  return held(outline(scenarios, options), options);
}

/** @throws HarnessError E_SCENARIO, E_USAGE for more than memory should hold */
export function held(outlined: Outline, planning: Planning): Plan {
  requireAtMost(MOST_HELD, sizeOf(outlined));
  return { conditions: conditionsOf(placesOf(outlined)), episodes: [...drawn(placesOf(outlined), planning)] };
}
