/** What a robot can be told. */
export type ActionMode = 'joint_position' | 'joint_delta' | 'ee_pose' | 'ee_delta';

/** `data` is row-major [count, dim]; the last column is the gripper opening in [0, 1] (1 open). */
export interface ActionBlock {
  readonly mode: ActionMode;
  readonly count: number;
  readonly dim: number;
  readonly data: Float64Array;
}
