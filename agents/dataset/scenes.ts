/** The scenes that a data set is made of, explicit to the last number, each drawn when it is needed. */
import { HarnessError } from '../../harness/errors.ts';
import type { Library } from '../../harness/library/library.ts';
import type { Member } from '../../harness/plan/cast.ts';
import { episodeSeed } from '../../harness/plan/random.ts';
import { drawScene } from '../../harness/plan/scene.ts';
import { parseScenario } from '../../harness/scenario/parse.ts';
import type { Condition, Scenario } from '../../harness/scenario/scenario.ts';
import type { SceneSpec } from '../../harness/types.ts';
import { clutterScenario } from './clutter.ts';
import { heldOutIn, plannedSplit, type Split } from './split.ts';
import { viewpointsOf } from './viewpoints.ts';

/** A scene to be built. */
export interface PlannedScene {
  readonly index: number;
  readonly seed: number;
  readonly source: string;
  readonly split: Split;
  /** With the cameras of the data set, and no others. */
  readonly scene: SceneSpec;
  readonly members: readonly Member[];
  readonly setup: Condition['setup'];
}

export interface SceneSource {
  /** As the manifest names it. */
  readonly name: string;
  /**
   * The scene of an index; another one for each attempt, should the first not do.
   * @returns null where nothing could be placed
   * @throws HarnessError E_SCENARIO for a fault of the user's own scenario
   */
  scene(index: number, attempt: number): PlannedScene | null;
}

/** Clutter of our own. */
export function clutterSource(runSeed: number, library: Library): SceneSource {
  return {
    name: 'clutter',
    scene: (index, attempt) => {
      const seed = seedOf(runSeed, 'clutter', index, attempt);
      const text = JSON.stringify(clutterScenario(seed, plannedSplit(index), library));
      const { scenario, errors } = parseScenario(new TextEncoder().encode(text), 'clutter.yaml', library);
      if (!scenario) throw new Error(`a drawn scenario is not sound: ${errors[0]?.message}`);
      return planned(scenario, index, seed, library, true);
    },
  };
}

/** Nominal scenes of a suite, its scenarios in turn. */
export function suiteSource(
  scenarios: readonly Scenario[],
  name: string,
  runSeed: number,
  library: Library,
): SceneSource {
  return {
    name,
    scene: (index, attempt) => {
      const scenario = scenarios[index % scenarios.length]!;
      return planned(scenario, index, seedOf(runSeed, scenario.id, index, attempt), library, false);
    },
  };
}

const seedOf = (runSeed: number, id: string, index: number, attempt: number): number =>
  episodeSeed(runSeed, `dataset/${id}/${attempt}`, index);

function planned(scenario: Scenario, index: number, seed: number, library: Library, mayFail: boolean) {
  const condition = scenario.conditions[0]!;
  const drawn = drawnOrNull(condition, seed, library, mayFail);
  if (!drawn) return null;
  const scene = { ...drawn.scene, cameras: viewpointsOf(seed, library) };
  const split = heldOutIn(scene, library).length > 0 ? 'ood' : plannedSplit(index) === 'val' ? 'val' : 'train';
  const { members } = drawn;
  return { index, seed, source: scenario.id, split, scene, members, setup: condition.setup } satisfies PlannedScene;
}

/** Of our own clutter some is too much for the table, and the next draw is not. */
function drawnOrNull(condition: Condition, seed: number, library: Library, mayFail: boolean) {
  try {
    return drawScene(condition, seed, library, null);
  } catch (error) {
    if (mayFail && error instanceof HarnessError && error.code === 'E_SCENARIO') return null;
    throw error;
  }
}
