import { loadLibrary } from '../../library/load.ts';
import { drawScene } from '../../plan/scene.ts';
import { loadSuite } from '../../scenario/suite.ts';
import type { SceneSpec } from '../../types.ts';

const SEED = 0;

/** The nominal scene of a suite's first scenario. @throws HarnessError E_SUITE, E_SCENARIO */
export function firstScene(suite: string): SceneSpec {
  const library = loadLibrary();
  const nominal = loadSuite(suite, library).scenarios[0]!.conditions[0]!;
  return drawScene(nominal, SEED, library, null).scene;
}
