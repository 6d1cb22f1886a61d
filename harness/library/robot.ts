/** What planning needs of `robots/*.yaml` (its head explains every key); what only the bridge needs passes unchecked. */
import { z } from 'zod';
import type { CameraSpec } from '../types.ts';
import { lookingAt } from './camera.ts';
import { point } from './look.ts';

const bounds = z.tuple([z.number(), z.number()]).readonly();
const region = z.strictObject({ x: bounds, y: bounds }).readonly();
const radians = z.array(z.number()).min(1);
const length = z.number().positive();

const hand = z
  .strictObject({
    fingerHalfWidthM: length,
    fingerInnerM: length,
    fingerOuterM: length,
    palmHalfDepthM: length,
    palmHalfWidthM: length,
    palmAboveTipsM: length,
  })
  .readonly();

const reach = z.strictObject({ shoulderM: point, minM: z.number(), maxM: z.number(), tableM: bounds }).readonly();

export const robotFile = z.looseObject({
  title: z.string(),
  urdf: z.string(),
  armJoints: z.array(z.string()).min(1),
  homeRad: radians,
  lowerRad: radians,
  upperRad: radians,
  gripper: z.looseObject({ maxWidthM: length, hand }),
  reach,
  wristCamera: z.strictObject({
    eyeM: point,
    targetM: point,
    up: point,
    fovYDeg: z.number(),
    nearM: z.number(),
    farM: z.number(),
  }),
  regions: z.record(z.string(), region),
});

/** The opened hand from above, about the tool centre point between its fingertips. */
export type Hand = z.infer<typeof hand>;

/** A rectangle on the table: x away from the robot, y to its left. */
export type Region = z.infer<typeof region>;

export interface Robot {
  readonly name: string;
  readonly title: string;
  readonly homeRad: readonly number[];
  readonly lowerRad: readonly number[];
  readonly upperRad: readonly number[];
  readonly gripperMaxWidthM: number;
  readonly hand: Hand;
  /**
   * The tool centre point works, pointing down, between `minM` and `maxM` from the shoulder, and between both `tableM` from it
   * horizontally.
   */
  readonly reach: z.infer<typeof reach>;
  readonly regions: Readonly<Record<string, Region>>;
  /** Mounted on the hand; pose relative to it. */
  readonly wrist: CameraSpec;
}

export function robotOf(name: string, file: z.infer<typeof robotFile>): Robot {
  const { title, homeRad, lowerRad, upperRad, reach, regions } = file;
  const { maxWidthM: gripperMaxWidthM, hand } = file.gripper;
  return {
    name,
    title,
    homeRad,
    lowerRad,
    upperRad,
    gripperMaxWidthM,
    hand,
    reach,
    regions,
    wrist: lookingAt('wrist', 'hand', file.wristCamera),
  };
}

/** The smallest rectangle around all named regions: where things go when a scenario does not say. */
export function wholeTable(robot: Robot): Region {
  const all = Object.values(robot.regions);
  const span = (axis: 'x' | 'y'): readonly [number, number] => [
    Math.min(...all.map((each) => each[axis][0])),
    Math.max(...all.map((each) => each[axis][1])),
  ];
  return { x: span('x'), y: span('y') };
}

/** The name for all regions of a robot together. */
export const WHOLE_TABLE = 'table';

/** A region of the robot by name; `table`, or no name, is the rectangle around them all. */
export function regionNamed(robot: Robot, name: string | undefined) {
  return (name === undefined ? undefined : robot.regions[name]) ?? wholeTable(robot);
}
