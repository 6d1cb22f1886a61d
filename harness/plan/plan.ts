import { counted } from '../counted.ts';
import { HarnessError } from '../errors.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Channel, EpisodeSpec } from '../types.ts';
import { anchorsOf, channelsOf, episodeOf, type Planning } from './episode.ts';
import { type Selection, select } from './select.ts';

/** A cell of the report, and how many episodes it has. */
export interface PlannedCondition {
  readonly scenarioId: string;
  readonly conditionId: string;
  readonly assignments: EpisodeSpec['assignments'];
  readonly channels: readonly Channel[];
  readonly control: boolean;
  readonly episodes: number;
}

/** All that a run will do, complete before its first episode. */
export interface Plan {
  readonly conditions: readonly PlannedCondition[];
  /** By scenario: all replicates of nominal, then of each condition in the order of the file. */
  readonly episodes: readonly EpisodeSpec[];
}

export interface PlanOptions extends Planning, Selection {
  /** Replicates of each condition; null takes each scenario's own number. */
  readonly episodes: number | null;
}

/**
 * Draws every value of every episode. Same scenarios and options, same plan; a condition's episodes do not depend on which
 * other conditions are selected.
 * @throws HarnessError E_SCENARIO where something cannot be placed, E_USAGE for an unknown scenario, factor or level
 */
export function plan(scenarios: readonly Scenario[], options: PlanOptions): Plan {
  const selected = select(scenarios, options);
  checkSize(selected, options);
  const parts = selected.map((scenario) => planScenario(scenario, options));
  return { conditions: parts.flatMap((part) => part.conditions), episodes: parts.flatMap((part) => part.episodes) };
}

/** A plan is held in memory whole, at some kilobytes an episode. */
const MOST_EPISODES = 100_000;

function checkSize(scenarios: readonly Scenario[], { episodes }: PlanOptions): void {
  const total = scenarios.reduce((sum, each) => sum + each.conditions.length * (episodes ?? each.episodes), 0);
  if (total <= MOST_EPISODES) return;
  const message = `expected at most ${counted(MOST_EPISODES, 'episode')} in a plan, got ${total.toLocaleString('en-US')}`;
  throw new HarnessError('E_USAGE', message, { hint: 'fewer --episodes, or a part of it by --scenario and --factor' });
}

function planScenario(scenario: Scenario, options: PlanOptions): Plan {
  const replicates = options.episodes ?? scenario.episodes;
  const anchors = anchorsOf(scenario, replicates, options);
  const episodes = scenario.conditions.flatMap((condition) =>
    [...anchors].map(([replicate, anchor]) => episodeOf(scenario, condition, replicate, anchor, options)),
  );
  const conditions = scenario.conditions.map((condition) => ({
    scenarioId: scenario.id,
    conditionId: condition.id,
    assignments: condition.assignments,
    channels: channelsOf(condition),
    control: condition.control,
    episodes: replicates,
  }));
  return { conditions, episodes };
}
