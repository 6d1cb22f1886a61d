import type { ActionEntry } from '../map/schema.ts';

/** The model's number as an opening in [0, 1], 1 open; a model that says nothing keeps it open. NaN stays NaN. */
export function openingOf(gripper: ActionEntry['gripper'], value: number): number {
  if (gripper === 'none') return 1;
  const { open, closed, threshold } = gripper;
  if (Number.isNaN(value)) return value;
  if (threshold !== null) return (open > closed ? value > threshold : value < threshold) ? 1 : 0;
  return Math.min(1, Math.max(0, (value - closed) / (open - closed)));
}

/** The model's number for an opening; the way back of `openingOf`. */
export function gripperNumber({ open, closed }: Exclude<ActionEntry['gripper'], 'none'>, opening: number): number {
  return closed + opening * (open - closed);
}
