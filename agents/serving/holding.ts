import type { ActionMode } from '../../harness/types.ts';

const OPEN_AND_STILL: Readonly<Partial<Record<ActionMode, readonly number[]>>> = { ee_delta: [0, 0, 0, 0, 0, 0, 1] };
const CHANGES: readonly ActionMode[] = ['ee_delta', 'joint_delta'];

/**
 * A policy has ended the episode by its own word, but its client goes on: one action that keeps the robot and its gripper
 * where the last one left them. None where nobody has said where that is.
 */
export function holding(mode: ActionMode, last: readonly number[] | null): readonly (readonly number[])[] {
  const row = last ?? OPEN_AND_STILL[mode];
  if (!row) return [];
  return [CHANGES.includes(mode) ? row.map((value, i) => (i === row.length - 1 ? value : 0)) : row];
}
