/** The way of the tool in the world that nothing stands in, and why it goes as it does. */
import { distance } from '../../harness/geometry/vector.ts';
import type { Vec3 } from '../../harness/types.ts';
import type { Thing } from './things.ts';

/** What the tool must stay above: a cylinder that stands on the table. */
export interface Obstacle {
  readonly at: readonly [x: number, y: number];
  readonly radiusM: number;
  readonly topM: number;
}

/** What moves along: the hand, and below it what it holds. */
export interface Load {
  readonly radiusM: number;
  /** How far it reaches below the tool. */
  readonly belowM: number;
}

/** Four places of the tool, from where it is to where it goes. */
export type ToolPath = readonly [Vec3, Vec3, Vec3, Vec3];

const CLEAR_M = 0.03;
const OVER_M = 0.1;
const RAISE_M = 0.02;
const HIGHEST_M = 0.45;
const STEP_M = 0.01;
/** Half the width of the open hand, roughly; fingers reach a little below the tool. */
const HAND: Load = { radiusM: 0.06, belowM: 0.02 };

/** From where the tool is to a grasp: down to a height over the thing on a straight line, then straight down. */
export function reachPath(tool: Vec3, grasp: Vec3, obstacles: readonly Obstacle[]): ToolPath | null {
  for (let z = grasp[2] + OVER_M; z <= HIGHEST_M; z += RAISE_M) {
    const over: Vec3 = [grasp[0], grasp[1], z];
    if (isFree(tool, over, HAND, obstacles)) return [tool, between(tool, over), over, grasp];
  }
  return null;
}

/** From a grasp to a release: up, across at one height, down. */
export function carryPath(grasp: Vec3, release: Vec3, load: Load, obstacles: readonly Obstacle[]): ToolPath | null {
  const lowest = Math.max(grasp[2], release[2]) + OVER_M / 2;
  for (let z = lowest; z <= HIGHEST_M; z += RAISE_M) {
    const [up, over]: [Vec3, Vec3] = [
      [grasp[0], grasp[1], z],
      [release[0], release[1], z],
    ];
    if (isFree(up, over, load, obstacles)) return [grasp, up, over, release];
  }
  return null;
}

/** Whether a load on a straight line stays clear of everything. */
export function isFree(from: Vec3, to: Vec3, { radiusM, belowM }: Load, obstacles: readonly Obstacle[]): boolean {
  const steps = Math.max(1, Math.ceil(distance(from, to) / STEP_M));
  return Array.from({ length: steps + 1 }, (_, i) => along(from, to, i / steps)).every(([x, y, z]) =>
    obstacles.every(
      ({ at, radiusM: r, topM }) => Math.hypot(x - at[0], y - at[1]) > r + radiusM || z - belowM > topM + CLEAR_M,
    ),
  );
}

/** Things that the straight line between two places of the table passes over, in order. */
export function passedOver(from: Vec3, to: Vec3, things: readonly Thing[]): Thing[] {
  const far = ({ at: [x, y] }: Thing) =>
    ((x - from[0]) * (to[0] - from[0]) + (y - from[1]) * (to[1] - from[1])) / distanceM ** 2;
  const distanceM = Math.max(1e-6, Math.hypot(to[0] - from[0], to[1] - from[1]));
  const aside = ({ at: [x, y] }: Thing) =>
    Math.abs((x - from[0]) * (to[1] - from[1]) - (y - from[1]) * (to[0] - from[0])) / distanceM;
  const on = things.filter((thing) => far(thing) > 0.05 && far(thing) < 0.95 && aside(thing) < thing.radiusM);
  return on.toSorted((a, b) => far(a) - far(b));
}

const between = (a: Vec3, b: Vec3): Vec3 => along(a, b, 0.5);

const along = (a: Vec3, b: Vec3, t: number): Vec3 => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
  a[2] + (b[2] - a[2]) * t,
];
