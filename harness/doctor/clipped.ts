/** What of a policy's actions a bridge would hold at a limit. */
import { counted } from '../counted.ts';
import type { ActionMode } from '../types.ts';

export interface ActionLimits {
  readonly lowerRad: readonly number[];
  readonly upperRad: readonly number[];
  /** From the base, in which the arm can work pointing down. */
  readonly reach: { readonly shoulderM: readonly number[]; readonly maxM: number };
}

/** A commanded pose further than this from what the arm reaches is pulled back (sim-bridge, commands.py). */
const LAG_M = 0.05;
const LAG_RAD = 0.35;

/** One line for each kind of limit that rows of `mode` go beyond; rows are finite and of the mode's width. */
export function clippedOf(rows: readonly (readonly number[])[], mode: ActionMode, limits: ActionLimits): string[] {
  const beyond = (what: string, is: (row: readonly number[]) => boolean): string[] => {
    const n = rows.filter(is).length;
    return n === 0 ? [] : [`${what} in ${n} of ${counted(rows.length, 'row')}`];
  };
  return [
    ...beyond('gripper opening outside 0..1', (row) => row.at(-1)! < 0 || row.at(-1)! > 1),
    ...BY_MODE[mode].flatMap(({ what, is }) => beyond(what, (row) => is(row, limits))),
  ];
}

interface Limit {
  readonly what: string;
  readonly is: (row: readonly number[], limits: ActionLimits) => boolean;
}

const OUT_OF_REACH: Limit = {
  what: 'a place out of reach',
  is: ([x, y, z], { reach: { shoulderM, maxM } }) =>
    Math.hypot(x! - shoulderM[0]!, y! - shoulderM[1]!, z! - shoulderM[2]!) > maxM,
};
const STEP: Limit = { what: `a step of more than ${LAG_M} m`, is: ([x, y, z]) => Math.hypot(x!, y!, z!) > LAG_M };
const TURN: Limit = {
  what: `a turn of more than ${LAG_RAD} rad in a step`,
  is: ([, , , x, y, z]) => Math.hypot(x!, y!, z!) > LAG_RAD,
};
const JOINT: Limit = {
  what: 'a joint beyond its limits',
  is: (row, { lowerRad, upperRad }) => row.slice(0, -1).some((q, i) => q < lowerRad[i]! || q > upperRad[i]!),
};

const BY_MODE: Readonly<Record<ActionMode, readonly Limit[]>> = {
  ee_pose: [OUT_OF_REACH],
  ee_delta: [STEP, TURN],
  joint_position: [JOINT],
  joint_delta: [],
};
