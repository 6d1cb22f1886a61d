import type { Library } from '../library/library.ts';
import { canonicalJson, sha256 } from '../record/canonical.ts';
import type { SimulatorInfo } from '../types.ts';
import type { Planning } from './episode.ts';
import type { Outline, OutlinedScenario } from './outline.ts';

/**
 * sha256 over all that a plan is drawn from: checked scenarios, data files on both sides, seed, simulator and renderer. Known
 * before anything is drawn, so that a run finds its folder again at once; where a scenario's file lies and how it is worded
 * beyond its values changes nothing.
 */
export function recipeOf(
  { scenarios }: Outline,
  planning: Planning,
  { assets }: Pick<SimulatorInfo, 'assets'>,
): string {
  const { library, runSeed, context, measuredLatency = false } = planning;
  return sha256(
    canonicalJson({
      scenarios: scenarios.map(ingredientsOf),
      ...dataOf(library),
      assets,
      runSeed,
      context,
      measuredLatency,
    }),
  );
}

const ingredientsOf = ({ scenario: { id, conditions }, replicates }: OutlinedScenario) => ({
  id,
  replicates,
  conditions: conditions.map(({ places: _, ...condition }) => condition),
});

/** Meshes and textures count by their hashes. */
const dataOf = ({ models, robots, looks, cameras, colors, assets: files }: Library) => ({
  models,
  robots,
  looks,
  cameras,
  colors,
  files,
});
