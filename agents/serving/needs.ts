/** What a served policy wants to be told in each observation, and what its answers mean. */
import { HarnessError } from '../../harness/errors.ts';
import type { ActionMode, PolicyCamera, PolicySpec, StateKey } from '../../harness/types.ts';

/** Numbers in a reading; null: as many as the robot has joints. Metres, radians, quaternions xyzw, openings in [0, 1]. */
const LENGTHS: Readonly<Record<StateKey, number | null>> = {
  tcpPose: 7,
  gripperOpening: 1,
  jointPositions: null,
  jointVelocities: null,
};

const COLUMNS: Readonly<Record<ActionMode, readonly string[]>> = {
  ee_delta: ['dx m', 'dy m', 'dz m', 'rotation vector x rad', 'y', 'z', 'gripper opening 0..1'],
  ee_pose: ['x m', 'y m', 'z m', 'qx', 'qy', 'qz', 'qw', 'gripper opening 0..1'],
  joint_position: ['joints rad', 'gripper opening 0..1'],
  joint_delta: ['joint changes rad', 'gripper opening 0..1'],
};

export interface Needs {
  readonly images: Readonly<Record<string, readonly [heightPx: number, widthPx: number, channels: 3]>>;
  /** For pictures that are taken into the world: the shape of each further array, by `geometryKeys`. Empty if none is. */
  readonly geometry: Readonly<Record<string, readonly number[]>>;
  readonly state: Readonly<Partial<Record<StateKey, number | null>>>;
  readonly instruction: 'prompt' | null;
  readonly action: { readonly space: ActionMode; readonly columns: readonly string[] };
}

/** Depth of a camera's picture in metres along the optical axis; fx, fy, cx, cy in pixels; the camera in the world. */
export const geometryKeys = (camera: string) =>
  ({ depth: `${camera}_depth`, intrinsics: `${camera}_intrinsics`, pose: `${camera}_pose` }) as const;

/** @throws `E_POLICY` for a policy that looks at what no client has */
export function needsOf({ name, privileged, cameras, state, language, mode }: PolicySpec): Needs {
  if (privileged) throw refused(name, 'sees ground truth, which only the simulator of the harness gives');
  if (cameras.some(({ segmentation }) => segmentation)) {
    throw refused(name, 'looks at segmentation, which only the simulator of the harness gives');
  }
  return {
    images: Object.fromEntries(cameras.map(({ name, widthPx, heightPx }) => [name, [heightPx, widthPx, 3]])),
    geometry: Object.assign({}, ...cameras.filter(({ depth }) => depth).map(geometryOf)),
    state: Object.fromEntries(state.map((key) => [key, LENGTHS[key]])),
    instruction: language ? 'prompt' : null,
    action: { space: mode, columns: COLUMNS[mode] },
  };
}

function geometryOf({ name, widthPx, heightPx }: PolicyCamera): Needs['geometry'] {
  const { depth, intrinsics, pose } = geometryKeys(name);
  return { [depth]: [heightPx, widthPx], [intrinsics]: [4], [pose]: [7] };
}

const refused = (name: string, why: string): HarnessError =>
  new HarnessError('E_POLICY', `policy '${name}' cannot be served: it ${why}`, {
    hint: 'every policy but oracle and oracle-grounding can',
  });
