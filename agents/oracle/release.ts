import { toWorld } from '../../harness/geometry/vector.ts';
import type { Pose, SceneSpec, Vec3, WorldState } from '../../harness/types.ts';
import type { Knowledge } from './knowledge.ts';

const ABOVE_FLOOR_M = 0.01;
const ABOVE_RIM_M = 0.01;
const ABOVE_TABLE_M = 0.004;

/**
 * Tool pose that brings the held object over the goal: just above the floor of a receptacle, but with the fingertips over its rim,
 * or just above the table in a zone. `heldAt` is the object's origin (its underside) relative to the tool.
 */
export function releasePose(
  scene: SceneSpec,
  state: WorldState,
  goal: string,
  heldAt: Vec3,
  tool: Pose,
  knowledge: Knowledge,
): Pose {
  const { centre, undersideM, tipsM } = landing(scene, state, goal, knowledge);
  const z = Math.max(undersideM - heldAt[2], tipsM);
  return { position: [centre[0] - heldAt[0], centre[1] - heldAt[1], z], quaternion: tool.quaternion };
}

interface Landing {
  readonly centre: readonly [x: number, y: number];
  /** Height at which the object's underside is let go. */
  readonly undersideM: number;
  /** The fingertips stay above this. */
  readonly tipsM: number;
}

function landing(scene: SceneSpec, state: WorldState, goal: string, knowledge: Knowledge): Landing {
  const zone = scene.zones.find((each) => each.name === goal);
  if (zone) return { centre: zone.center, undersideM: ABOVE_TABLE_M, tipsM: ABOVE_TABLE_M };
  const spec = scene.bodies.find((each) => each.name === goal);
  const body = state.bodies[goal];
  if (!spec || !body) throw new Error(`the oracle finds no goal '${goal}' in the scene`);
  const { floorM, rimM, hollowM } = knowledge(spec.model);
  const [x, y, z] = toWorld(body, [hollowM[0] * spec.scale, hollowM[1] * spec.scale, 0]);
  return {
    centre: [x, y],
    undersideM: z + floorM * spec.scale + ABOVE_FLOOR_M,
    tipsM: z + rimM * spec.scale + ABOVE_RIM_M,
  };
}
