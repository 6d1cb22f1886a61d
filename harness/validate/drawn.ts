import { HarnessError } from '../errors.ts';
import { anchorOf, episodeOf, type Planning } from '../plan/episode.ts';
import type { Condition, Scenario } from '../scenario/scenario.ts';
import type { EpisodeSpec } from '../types.ts';
import { stepsNeeded } from './budget.ts';

/** The episodes of a scenario that can be drawn, and one fault for each condition that cannot or whose budget is too small. */
export interface Drawn {
  readonly episodes: readonly EpisodeSpec[];
  readonly faults: readonly HarnessError[];
}

/** Draws every condition over all its replicates. */
export function drawAll(scenario: Scenario, replicates: number, planning: Planning): Drawn {
  const anchors = attempt(() => Array.from({ length: replicates }, (_, i) => anchorOf(scenario, i, planning)));
  if (anchors instanceof HarnessError) return { episodes: [], faults: [anchors] };
  const drawnOf = (condition: Condition) =>
    anchors.map((anchor, replicate) => episodeOf({ scenario, condition, replicate }, anchor, planning));
  const nominal = new Set(drawnOf(scenario.conditions[0]!).map(({ digest }) => digest));
  const drawn = scenario.conditions.map((condition) => {
    const episodes = attempt(() => drawnOf(condition));
    return episodes instanceof HarnessError
      ? { episodes: [], faults: [episodes] }
      : { episodes, faults: [...overBudget(condition, episodes), ...idle(condition, episodes, nominal)] };
  });
  return { episodes: drawn.flatMap((each) => each.episodes), faults: distinct(drawn.flatMap((each) => each.faults)) };
}

function attempt<T>(work: () => T): T | HarnessError {
  try {
    return work();
  } catch (error) {
    if (error instanceof HarnessError && error.code === 'E_SCENARIO') return error;
    throw error;
  }
}

function overBudget({ setup, places }: Condition, episodes: readonly EpisodeSpec[]): HarnessError[] {
  const needed = Math.max(...episodes.map(stepsNeeded));
  if (needed <= setup.maxSteps) return [];
  const message = `maxSteps: expected at least ${needed} control steps for the way that the task takes at ${setup.controlHz} Hz, got ${setup.maxSteps}`;
  return [new HarnessError('E_SCENARIO', message, { location: places.locate(['maxSteps']) })];
}

/** A level that leaves every episode as nominal has it would be reported as a variation that nobody made. */
function idle(
  { id, assignments, places }: Condition,
  episodes: readonly EpisodeSpec[],
  nominal: ReadonlySet<string>,
): HarnessError[] {
  const [first] = assignments;
  if (!first || !episodes.every((episode) => nominal.has(episode.digest))) return [];
  const location = places.locateKey(['factors', first.factor, first.level]);
  return [new HarnessError('E_SCENARIO', `${id}: expected a change of the episode, got the nominal one`, { location })];
}

/** The same words at the same place say nothing new: a level without its own budget shares nominal's fault. */
function distinct(faults: readonly HarnessError[]): HarnessError[] {
  const key = ({ message, location }: HarnessError) => `${location?.line}:${location?.column} ${message}`;
  return faults.filter((fault, i) => faults.findIndex((other) => key(other) === key(fault)) === i);
}
