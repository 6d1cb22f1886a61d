/** What a served policy wants to be told in each observation, and what its answers mean. */
import { HarnessError } from '../../harness/errors.ts';
import type { ActionMode, PolicySpec, StateKey } from '../../harness/types.ts';

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
  readonly state: Readonly<Partial<Record<StateKey, number | null>>>;
  readonly instruction: 'prompt' | null;
  readonly action: { readonly space: ActionMode; readonly columns: readonly string[] };
}

/** @throws `E_POLICY` for a policy that looks at what no such wire carries */
export function needsOf({ name, privileged, cameras, state, language, mode }: PolicySpec): Needs {
  if (privileged) throw refused(name, 'sees ground truth, which only the simulator of the harness gives');
  if (cameras.some(({ depth, segmentation }) => depth || segmentation)) {
    throw refused(name, 'looks at depth and camera matrices, which these wires do not carry');
  }
  return {
    images: Object.fromEntries(cameras.map(({ name, widthPx, heightPx }) => [name, [heightPx, widthPx, 3]])),
    state: Object.fromEntries(state.map((key) => [key, LENGTHS[key]])),
    instruction: language ? 'prompt' : null,
    action: { space: mode, columns: COLUMNS[mode] },
  };
}

const refused = (name: string, why: string): HarnessError =>
  new HarnessError('E_POLICY', `policy '${name}' cannot be served: it ${why}`, {
    hint: 'noop, random, onnx@model.onnx and every policy behind a server of actions can',
  });
