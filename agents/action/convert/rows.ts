import { add, multiply, rotate } from '../../../harness/geometry/vector.ts';
import type { Pose, Vec3 } from '../../../harness/types.ts';
import type { ActionEntry } from '../map/schema.ts';
import type { Tensor } from '../model.ts';
import { openingOf } from './gripper.ts';
import { ROTATIONS } from './rotation.ts';

export type Rows = readonly (readonly number[])[];

/** Rows of the model as rows of the map's action space in our own units, or why they are none. */
export type Converted = { readonly rows: Rows } | { readonly flaw: string };

/**
 * Made once for a map. NaN passes through, to be found with all else that no robot can do.
 * `tool` is the tool's pose in the world when the model was asked; only told from where the map needs it.
 */
export type Convert = (actions: Tensor, tool: Pose | null) => Converted;

export function converterOf(action: ActionEntry): Convert {
  const width = rowWidth(action);
  const convert = SPACES[action.space];
  return ({ shape, data }, tool) => {
    const [count, columns] = shape.length === 1 ? [1, shape[0]!] : [shape[0]!, shape[1]!];
    const isTable = shape.length === 1 || shape.length === 2;
    if (!isTable || (width !== null && columns !== width)) return { flaw: wrongShape(shape, width) };
    if (count === 0) return { flaw: 'expected at least one action, got none' };
    const rows = Array.from({ length: count }, (_, i) =>
      Array.from(data.slice(i * columns, (i + 1) * columns), Number),
    );
    return { rows: convert(rows, action, tool ?? ORIGIN) };
  };
}

/** Numbers in one row of the model; null where it hangs on the number of joints. */
export function rowWidth({ space, rotation, gripper }: ActionEntry, joints: number | null = null): number | null {
  const last = gripper === 'none' ? 0 : 1;
  if (space === 'ee_delta' || space === 'ee_pose') return 3 + ROTATIONS[rotation].width + last;
  return joints === null ? null : joints + last;
}

function wrongShape(shape: readonly number[], width: number | null): string {
  return `expected actions of shape [T, ${width ?? 'joints'}], got [${shape.join(', ')}]`;
}

const ORIGIN: Pose = { position: [0, 0, 0], quaternion: [0, 0, 0, 1] };

type Space = (rows: Rows, action: ActionEntry, tool: Pose) => Rows;

const SPACES: Readonly<Record<ActionEntry['space'], Space>> = {
  ee_delta: deltas,
  ee_pose: (rows, action, tool) => rows.map((row) => pose(row, action, tool)),
  joint_position: joints,
  joint_delta: joints,
};

/** Parts of one row of the hand, limited and in metres and radians. */
function parts(row: readonly number[], action: ActionEntry) {
  const { rotation, scale: unit, gripper } = action;
  const { width, toQuaternion } = ROTATIONS[rotation];
  const limited = (value: number) => limit(value, action);
  const position = row.slice(0, 3).map((value) => limited(value) * unit.position) as unknown as Vec3;
  const turn = toQuaternion(row.slice(3, 3 + width).map((value) => limited(value) * unit.rotation));
  return { position, turn, opening: openingOf(gripper, row[3 + width] ?? Number.NaN) };
}

function limit(value: number, { limit: most }: ActionEntry): number {
  return most === null || Number.isNaN(value) ? value : Math.min(most, Math.max(-most, value));
}

/**
 * [dx, dy, dz, rx, ry, rz, opening] in the world frame, the turn applied on the left. Changes in the tool's frame
 * are turned by where the tool points after the rows before: R = R_tool dR_1 ... dR_(k-1).
 */
function deltas(rows: Rows, action: ActionEntry, tool: Pose): Rows {
  let at = tool.quaternion;
  return rows.map((row) => {
    const { position, turn, opening } = parts(row, action);
    const vector = ROTATIONS.axis_angle.fromQuaternion(turn) as Vec3;
    if (action.frame === 'world') return [...position, ...vector, opening];
    const turned = [...rotate(at, position), ...rotate(at, vector), opening];
    at = multiply(at, turn);
    return turned;
  });
}

/** [x, y, z, qx, qy, qz, qw, opening] in the world; a pose in the tool's frame is told from where the tool was. */
function pose(row: readonly number[], action: ActionEntry, tool: Pose): readonly number[] {
  const { position, turn, opening } = parts(row, action);
  if (action.frame === 'tool')
    return [...add(tool.position, rotate(tool.quaternion, position)), ...multiply(tool.quaternion, turn), opening];
  return [...position, ...(action.rotation === 'none' ? tool.quaternion : turn), opening];
}

/** [joint..., opening]; whether there are as many as the robot has is checked with all other rows. */
function joints(rows: Rows, action: ActionEntry): Rows {
  const { gripper, scale: unit } = action;
  return rows.map((row) => {
    const arm = gripper === 'none' ? row : row.slice(0, -1);
    const opening = openingOf(gripper, row.at(-1) ?? Number.NaN);
    return [...arm.map((value) => limit(value, action) * unit.joint), opening];
  });
}
