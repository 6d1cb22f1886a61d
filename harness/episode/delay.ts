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

interface Waiting {
  readonly row: readonly number[];
  readonly askedAtStep: number | null;
}

/**
 * Actions on their way to the robot: what is asked at step k arrives at step k + delay; until then the robot holds.
 * `firstDelaySteps` is measured on the first action of the policy, not copied from the setting.
 */
export class DelayLine {
  private waiting: Waiting[];
  firstDelaySteps: number | null = null;
  applied = 0;
  oldestSteps = 0;

  constructor(delaySteps: number, hold: readonly number[]) {
    this.waiting = Array.from({ length: delaySteps }, () => ({ row: hold, askedAtStep: null }));
  }

  /** Takes the rows that the policy asked for at `step` and gives the rows that reach the robot from that step on. */
  push(rows: readonly (readonly number[])[], step: number): readonly (readonly number[])[] {
    return this.shift(rows, step, step);
  }

  /** The same for rows that the harness holds the robot with. */
  pushHold(rows: readonly (readonly number[])[], step: number): readonly (readonly number[])[] {
    return this.shift(rows, step, null);
  }

  private shift(
    rows: readonly (readonly number[])[],
    step: number,
    askedAtStep: number | null,
  ): readonly (readonly number[])[] {
    this.waiting.push(...rows.map((row) => ({ row, askedAtStep })));
    const arriving = this.waiting.splice(0, rows.length);
    arriving.forEach((action, i) => {
      this.note(action, step + i);
    });
    return arriving.map((action) => action.row);
  }

  private note({ askedAtStep }: Waiting, step: number): void {
    if (askedAtStep === null) return;
    this.applied += 1;
    this.firstDelaySteps ??= step - askedAtStep;
    this.oldestSteps = Math.max(this.oldestSteps, step - askedAtStep);
  }
}
