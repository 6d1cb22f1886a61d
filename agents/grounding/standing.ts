/** What stands on the table within a window of a view: the pixels that are neither table nor robot. */
import type { Vec3 } from '../../harness/types.ts';
import { heightAt, surfaceAt, type View } from './view.ts';
import type { Window } from './window.ts';

/** The points of a part of the image that stand on the table. */
export interface Standing {
  readonly window: Window;
  /** [n, 3] in the world. */
  readonly points: Float64Array;
  /** Row-major index in the image of each point. */
  readonly pixels: Int32Array;
  /** Index of a point by place in the window, row-major; -1 where the table or the robot shows. */
  readonly at: Int32Array;
}

/** The table's top is at z = 0 (docs/protocol.md); less than this above it is the table. */
const TABLE_M = 0.006;
/** Above this there is only the robot. */
const HIGH_M = 0.24;
const FAR_M = 1.1;
/** No robot's base or plinth reaches further, and no scene begins nearer. */
const BASE_M = 0.2;
const HAND_RADIUS_M = 0.13;
const HAND_BELOW_TOOL_M = 0.015;

/** @param tool where the robot says its tool is: what is around and above it is the hand, with what it holds; null: unknown */
export function standingIn(view: View, window: Window, tool: Vec3 | null): Standing {
  const [width, height] = [window.right - window.left, window.bottom - window.top];
  const at = new Int32Array(width * height).fill(-1);
  const points = new Float64Array(width * height * 3);
  const pixels = new Int32Array(width * height);
  let count = 0;
  for (let i = 0; i < at.length; i++) {
    const column = i % width;
    const index = (window.top + (i - column) / width) * view.widthPx + window.left + column;
    const z = heightAt(view, index);
    if (z < TABLE_M || z > HIGH_M) continue;
    const point = surfaceAt(view, index);
    if (isFar(point) || (tool && isHand(point, tool))) continue;
    points.set(point, count * 3);
    pixels[count] = index;
    at[i] = count++;
  }
  return { window, points: points.slice(0, count * 3), pixels: pixels.slice(0, count), at };
}

/** Behind the base of the robot, or beyond what its arm reaches. */
const isFar = ([x, y]: Vec3): boolean => x * x + y * y > FAR_M * FAR_M || x < BASE_M;

function isHand([x, y, z]: Vec3, tool: Vec3): boolean {
  return z > tool[2] - HAND_BELOW_TOOL_M && Math.hypot(x - tool[0], y - tool[1]) < HAND_RADIUS_M;
}
