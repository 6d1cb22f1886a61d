/** Draws the episodes of an outline one after the other, and holds none of them. */
import type { Scenario } from '../scenario/scenario.ts';
import type { EpisodeSpec } from '../types.ts';
import { anchorOf, episodeOf, type Planning } from './episode.ts';
import { BLOCK, type Place } from './outline.ts';
import type { DrawnScene } from './scene.ts';

/**
 * Every value of every episode, in the order of the places. An episode depends on its place alone, not on which others are drawn.
 * @throws HarnessError E_SCENARIO where something cannot be placed
 */
export function* drawn(places: Iterable<Place>, planning: Planning): Generator<EpisodeSpec> {
  const anchors = new Anchors(planning);
  for (const place of places) yield episodeOf(place, anchors.of(place), planning);
}

/** Nominal scenes of the block that is being drawn: what levels are drawn and compared against. */
class Anchors {
  private readonly planning: Planning;
  private readonly scenes = new Map<number, DrawnScene>();
  private scenario: Scenario | null = null;
  private block = 0;

  constructor(planning: Planning) {
    this.planning = planning;
  }

  of({ scenario, replicate }: Place): DrawnScene {
    this.turnTo(scenario, Math.floor(replicate / BLOCK));
    const known = this.scenes.get(replicate) ?? anchorOf(scenario, replicate, this.planning);
    this.scenes.set(replicate, known);
    return known;
  }

  private turnTo(scenario: Scenario, block: number): void {
    if (scenario === this.scenario && block === this.block) return;
    this.scenes.clear();
    this.scenario = scenario;
    this.block = block;
  }
}
