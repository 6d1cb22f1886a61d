import { conjugate, multiply, rotate, toLocal } from '../geometry/vector.ts';
import type { Pose } from '../types.ts';
import type { Piece } from './pieces.ts';

type Point = readonly [x: number, y: number];

/** The outline of something as a camera sees it: convex polygons on the plane one metre before the lens, which may overlap. */
export interface Silhouette {
  readonly polygons: readonly (readonly Point[])[];
  readonly low: Point;
  readonly high: Point;
}

/** Outline of a body made of convex pieces. Corners behind the lens are left out. */
export function silhouetteOf(pieces: readonly Piece[], body: Pose, sizeScale: number, camera: Pose): Silhouette {
  const project = projection(body, sizeScale, camera);
  const polygons = pieces.map((piece) => hull(project(piece))).filter((polygon) => polygon.length >= 3);
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const polygon of polygons) {
    for (const [x, y] of polygon) {
      if (x < x0) x0 = x;
      if (x > x1) x1 = x;
      if (y < y0) y0 = y;
      if (y > y1) y1 = y;
    }
  }
  return { polygons, low: [x0, y0], high: [x1, y1] };
}

/** From the body's frame straight to the image plane: one matrix for all corners, since there are thousands of them. */
function projection(body: Pose, sizeScale: number, camera: Pose): (piece: Piece) => Point[] {
  const turn = multiply(conjugate(camera.quaternion), body.quaternion);
  const [[a, d, g], [b, e, h], [c, f, i]] = [rotate(turn, [1, 0, 0]), rotate(turn, [0, 1, 0]), rotate(turn, [0, 0, 1])];
  const [ox, oy, oz] = toLocal(camera, body.position);
  return (piece) => {
    const points: Point[] = [];
    for (const corner of piece) {
      const [x, y, z] = [corner[0] * sizeScale, corner[1] * sizeScale, corner[2] * sizeScale];
      const depth = g * x + h * y + i * z + oz;
      if (depth > 1e-3) points.push([(a * x + b * y + c * z + ox) / depth, (d * x + e * y + f * z + oy) / depth]);
    }
    return points;
  };
}

const GRID = 40;

/** Points spread evenly over a silhouette, to measure what covers it. */
export function samplesOf(outline: Silhouette): Point[] {
  const { low, high } = outline;
  const at = (axis: 0 | 1, i: number): number => low[axis] + ((i + 0.5) / GRID) * (high[axis] - low[axis]);
  const cells = Array.from({ length: GRID * GRID }, (_, i): Point => [at(0, i % GRID), at(1, Math.floor(i / GRID))]);
  return cells.filter((point) => covers(outline, point));
}

/** Fraction of the samples that lie behind an outline. */
export function hiddenFraction(samples: readonly Point[], by: Silhouette): number {
  return samples.filter((point) => covers(by, point)).length / Math.max(1, samples.length);
}

/** Whether the boxes around two outlines meet: a cheap test before the exact one. */
export function boxesMeet(a: Silhouette, b: Silhouette): boolean {
  return [0, 1].every((axis) => a.low[axis]! <= b.high[axis]! && b.low[axis]! <= a.high[axis]!);
}

function covers({ polygons, low, high }: Silhouette, point: Point): boolean {
  if (point[0] < low[0] || point[0] > high[0] || point[1] < low[1] || point[1] > high[1]) return false;
  return polygons.some((polygon) => within(polygon, point));
}

function within(polygon: readonly Point[], point: Point): boolean {
  let before = polygon[polygon.length - 1]!;
  for (const corner of polygon) {
    if (left(before, corner, point) < 0) return false;
    before = corner;
  }
  return true;
}

const left = (a: Point, b: Point, p: Point): number => (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);

/** Convex hull, counterclockwise (Andrew 1979). */
function hull(points: readonly Point[]): Point[] {
  const sorted = points.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
  const chain = (ordered: readonly Point[]): Point[] => {
    const kept: Point[] = [];
    for (const point of ordered) {
      while (kept.length >= 2 && left(kept.at(-2)!, kept.at(-1)!, point) <= 0) kept.pop();
      kept.push(point);
    }
    return kept.slice(0, -1);
  };
  return [...chain(sorted), ...chain(sorted.toReversed())];
}
