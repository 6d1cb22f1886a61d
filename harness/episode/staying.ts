import type { ActionMode, WorldState } from '../types.ts';

/** The action that leaves the robot where it is. */
export function holdAction(mode: ActionMode, state: WorldState, gripperOpening: number): number[] {
  if (mode === 'joint_position') return [...state.jointsRad, gripperOpening];
  if (mode === 'joint_delta') return [...state.jointsRad.map(() => 0), gripperOpening];
  if (mode === 'ee_pose') return [...state.tcp.position, ...state.tcp.quaternion, gripperOpening];
  return [0, 0, 0, 0, 0, 0, gripperOpening];
}

/** Repeats the last command: an absolute one is kept, a change is not made again. */
export function stayAction(mode: ActionMode, last: readonly number[]): number[] {
  const absolute = mode === 'joint_position' || mode === 'ee_pose';
  return last.map((value, column) => (absolute || column === last.length - 1 ? value : 0));
}
