/** Which episodes a plan has and in which order; none of them is drawn. */
import { HarnessError } from '../errors.ts';
import type { Condition, Scenario } from '../scenario/scenario.ts';
import type { Channel, EpisodeSpec } from '../types.ts';
import { channelsOf } from './channels.ts';
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

export interface OutlineOptions extends Selection {
  /** Replicates of each condition; null takes each scenario's own number. */
  readonly episodes: number | null;
}

export interface OutlinedScenario {
  readonly scenario: Scenario;
  readonly replicates: number;
}

export interface Outline {
  readonly scenarios: readonly OutlinedScenario[];
}

/** Where an episode stands: one replicate of one condition. */
export interface Place {
  readonly scenario: Scenario;
  readonly condition: Condition;
  readonly replicate: number;
}

/**
 * Replicates that are planned together: within so many, all of nominal come first and then all of each condition. What is drawn
 * and seen of the nominal scenes need be kept for one block only, and a plan that is stopped half-way holds whole pairs.
 */
export const BLOCK = 100;

/** More would not fit a folder of traces that anybody can handle. */
const MOST_EPISODES = 10_000_000;

/** @throws HarnessError E_USAGE for an unknown scenario, factor or level, or a plan beyond all measure */
export function outline(scenarios: readonly Scenario[], options: OutlineOptions): Outline {
  const selected = select(scenarios, options).map((scenario) => ({
    scenario,
    replicates: options.episodes ?? scenario.episodes,
  }));
  requireAtMost(MOST_EPISODES, sizeOf({ scenarios: selected }));
  return { scenarios: selected };
}

/** @throws HarnessError E_USAGE */
export function requireAtMost(most: number, got: number): void {
  if (got <= most) return;
  const [expected, message] = [most, got].map((count) => count.toLocaleString('en-US'));
  throw new HarnessError('E_USAGE', `expected at most ${expected} episodes in a plan, got ${message}`, {
    hint: 'fewer --episodes, or a part of it by --scenario and --factor',
  });
}

export const sizeOf = ({ scenarios }: Outline): number =>
  scenarios.reduce((sum, { scenario, replicates }) => sum + scenario.conditions.length * replicates, 0);

/** Every place in the order of the plan: by scenario, by block, nominal first, then the conditions in the order of the file. */
export function* placesOf({ scenarios }: Outline): Generator<Place> {
  for (const { scenario, replicates } of scenarios) {
    for (let from = 0; from < replicates; from += BLOCK) {
      for (const condition of scenario.conditions) {
        const to = Math.min(from + BLOCK, replicates);
        for (let replicate = from; replicate < to; replicate++) yield { scenario, condition, replicate };
      }
    }
  }
}

/** The same places, block by block. */
export function* blocksOf(places: Iterable<Place>): Generator<readonly Place[]> {
  let block: Place[] = [];
  for (const place of places) {
    if (block.length > 0 && !isOneBlock(block[0]!, place)) {
      yield block;
      block = [];
    }
    block.push(place);
  }
  if (block.length > 0) yield block;
}

const isOneBlock = (one: Place, other: Place): boolean =>
  one.scenario === other.scenario && Math.floor(one.replicate / BLOCK) === Math.floor(other.replicate / BLOCK);

/** The first replicate of every condition: what is wrong with one of them shows before the rest is drawn. */
export function firstsOf({ scenarios }: Outline): Iterable<Place> {
  return placesOf({ scenarios: scenarios.map(({ scenario }) => ({ scenario, replicates: 1 })) });
}

/** The conditions that these places are of, with how many each has, in the order of the plan. */
export function conditionsOf(places: Iterable<Place>): PlannedCondition[] {
  const counts = new Map<Condition, { scenarioId: string; episodes: number }>();
  for (const { scenario, condition } of places) {
    const counting = counts.get(condition);
    if (counting) counting.episodes += 1;
    else counts.set(condition, { scenarioId: scenario.id, episodes: 1 });
  }
  return [...counts].map(([condition, { scenarioId, episodes }]) => ({
    scenarioId,
    conditionId: condition.id,
    assignments: condition.assignments,
    channels: channelsOf(condition),
    control: condition.control,
    episodes,
  }));
}
