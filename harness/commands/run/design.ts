import type { Library } from '../../library/library.ts';
import { loadLibrary } from '../../library/load.ts';
import { splitByCarriers, type Unsupported } from '../../plan/carriage.ts';
import type { DigestContext } from '../../plan/digest.ts';
import { drawn } from '../../plan/draw.ts';
import type { Planning } from '../../plan/episode.ts';
import { type Outline, outline, type Place } from '../../plan/outline.ts';
import { recipeOf } from '../../plan/recipe.ts';
import { fitting } from '../../run/fits.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { loadSuite } from '../../scenario/suite.ts';
import type { EpisodeSpec, PolicySpec, SimulatorInfo } from '../../types.ts';
import type { PlanChoice } from './options.ts';
import { type Share, shareOf } from './share.ts';

/** Who meets the plan: as far as it decides what is in it. */
export interface Meeting {
  readonly policy: PolicySpec;
  readonly simulator: SimulatorInfo;
}

/** What a run is to do; nothing of it is drawn. */
export interface Design {
  readonly library: Library;
  readonly meeting: Meeting;
  readonly planning: Planning;
  /** The whole plan, whoever runs it. */
  readonly outline: Outline;
  /** What this run does of the plan: all of it, or its shard. */
  readonly share: Share;
  readonly unsupported: readonly Unsupported[];
  /** See `recipeOf`. */
  readonly recipe: string;
}

export interface Loaded {
  readonly library: Library;
  readonly scenarios: readonly Scenario[];
}

/** @throws HarnessError E_SCENARIO, E_USAGE for what is not as it should be in the suite */
export function load({ suite, robot }: PlanChoice): Loaded {
  const library = loadLibrary();
  return { library, scenarios: loadSuite(suite, library, robot ?? null).scenarios };
}

/** Equal choices, files and meetings give equal designs, in whatever process. */
export function designOf(choice: PlanChoice, { library, scenarios }: Loaded, meeting: Meeting): Design {
  const { policy, simulator } = meeting;
  const measuredLatency = isMeasured(choice);
  const planning = { library, runSeed: choice.seed, context: contextOf(simulator), measuredLatency };
  const whole = outline(scenarios, { ...selectionOf(choice), episodes: choice.episodes ?? null });
  const split = splitByCarriers(whole, { policy, simulator, measuredLatency });
  const recipe = recipeOf(split.outline, planning, simulator);
  return { library, meeting, planning, ...split, share: shareOf(split.outline, choice.shard), recipe };
}

/** The episodes at these places, each drawn as it is asked for. @throws HarnessError E_SCENARIO, E_POLICY, E_SIMULATOR */
export function drawnAt(places: Iterable<Place>, { planning, library, meeting }: Design): Iterable<EpisodeSpec> {
  return fitting(drawn(places, planning), meeting.policy, meeting.simulator, library);
}

export const selectionOf = ({ scenario, factor, level }: PlanChoice) => ({
  scenarios: scenario,
  factors: factor,
  levels: level,
});

export const isMeasured = ({ latency }: PlanChoice): boolean => latency === 'measured';

export function contextOf({ name, version, bridgeVersion, renderer }: SimulatorInfo): DigestContext {
  return { simulator: name, version, bridgeVersion, renderer };
}
