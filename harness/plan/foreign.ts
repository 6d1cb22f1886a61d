/** Planning in worlds that a simulator brings along: which one, by name, and nothing of a scene of ours. */
import { HarnessError } from '../errors.ts';
import type { Condition } from '../scenario/scenario.ts';
import type { Foreign } from '../scenario/schema/foreign.ts';
import type { ForeignWorld, Intent, Material, SceneSpec } from '../types.ts';

/** The cameras of every foreign world. */
export const FOREIGN_CAMERAS: readonly string[] = ['front', 'wrist'];

const UNSAID: Material = { color: [0, 0, 0], texture: null };

/**
 * The scene of a condition in a foreign world: its replicate is an initial state.
 * @throws HarnessError E_USAGE beyond the last of them
 */
export function foreignScene({ setup }: Condition, foreign: Foreign, replicate: number): SceneSpec {
  const { controlHz, physicsHz, robot } = setup;
  return {
    controlHz,
    physicsHz,
    robot: { name: robot.name, jointsRad: [], gripperOpening: 1 },
    table: UNSAID,
    floor: UNSAID,
    background: [0, 0, 0],
    light: { direction: [0, 0, 1], color: [1, 1, 1], ambient: 0, diffuse: 0, specular: 0, shadow: false },
    cameras: [],
    bodies: [],
    zones: [],
    sensorNoiseStd: 0,
    foreign: worldOf(foreign, replicate),
  };
}

function worldOf({ initialStates, target, goal, statesOf, ...world }: Foreign, replicate: number): ForeignWorld {
  if (replicate < initialStates) return { ...world, statesOf: statesOf ?? world.suite, initialState: replicate };
  const message = `--episodes: expected at most ${initialStates}, the initial states of ${world.suite}, got more`;
  throw new HarnessError('E_USAGE', message);
}

export const foreignIntent = ({ target, goal }: Foreign): Intent => ({
  task: 'foreign',
  target: target ?? null,
  goal: goal ?? null,
});

/** What a camera may be called in a scene. */
export const cameraNames = ({ foreign, cameras }: SceneSpec): readonly string[] =>
  foreign ? FOREIGN_CAMERAS : cameras.map(({ name }) => name);
