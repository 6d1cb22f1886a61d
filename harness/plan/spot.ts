import { type Region, type Robot, regionNamed } from '../library/robot.ts';
import type { Place } from '../scenario/schema/objects.ts';
import type { Stream } from './random.ts';

export type Spot = readonly [x: number, y: number];

/** Draws spots for a place, one a call; always the same one for `at`. */
export function spotsOf(place: Place, robot: Robot, draws: Stream): () => Spot {
  const { at, outsideByM } = place;
  if (at) return () => at;
  const region = regionOf(place, robot);
  if (outsideByM !== undefined) return () => onOutline(region, outsideByM, draws.unit());
  return () => [draws.between(...region.x), draws.between(...region.y)];
}

/** Whether every draw gives the same spot. */
export const isFixed = (place: Place): boolean => place.at !== undefined;

function regionOf({ x, y, region, cell }: Place, robot: Robot): Region {
  if (x && y) return { x, y };
  const whole = regionNamed(robot, region);
  if (!cell) return whole;
  return { x: slice(whole.x, cell.row, cell.of[0]), y: slice(whole.y, cell.column, cell.of[1]) };
}

function slice([low, high]: readonly [number, number], index: number, count: number): [number, number] {
  const width = (high - low) / count;
  return [low + index * width, low + (index + 1) * width];
}

/**
 * The point at a fraction of the way around the outline that runs `distanceM` outside a rectangle (rounded at the corners),
 * counterclockwise from the start of the side of smallest y.
 */
function onOutline({ x, y }: Region, distanceM: number, fraction: number): Spot {
  const [width, depth] = [x[1] - x[0], y[1] - y[0]];
  const arc = (Math.PI / 2) * distanceM;
  let left = fraction * 2 * (width + depth + 2 * arc);
  const corners: readonly Spot[] = [
    [x[0], y[0]],
    [x[1], y[0]],
    [x[1], y[1]],
    [x[0], y[1]],
  ];
  for (let i = 0; i < 4; i++) {
    const [length, angle] = [i % 2 === 0 ? width : depth, (i * Math.PI) / 2];
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const [cx, cy] = corners[i]!;
    if (left < length) return [cx + left * cos + distanceM * sin, cy + left * sin - distanceM * cos];
    left -= length;
    const turn = angle - Math.PI / 2 + left / distanceM;
    const [ex, ey] = corners[(i + 1) % 4]!;
    if (left < arc) return [ex + distanceM * Math.cos(turn), ey + distanceM * Math.sin(turn)];
    left -= arc;
  }
  return [x[0], y[0] - distanceM];
}
