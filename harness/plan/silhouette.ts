import { scale, toLocal, toWorld } from '../geometry/vector.ts';
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
  const polygons = pieces
    .map((piece) => hull(piece.flatMap((corner) => project(camera, body, sizeScale, corner))))
    .filter((polygon) => polygon.length >= 3);
  const all = polygons.flat();
  const extent = (pick: (...values: number[]) => number): Point => [
    pick(...all.map((p) => p[0])),
    pick(...all.map((p) => p[1])),
  ];
  return { polygons, low: extent(Math.min), high: extent(Math.max) };
}

function project(camera: Pose, body: Pose, sizeScale: number, corner: Piece[number]): Point[] {
  const [x, y, z] = toLocal(camera, toWorld(body, scale(corner, sizeScale)));
  return z > 1e-3 ? [[x / z, y / z]] : [];
}

const GRID = 48;

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
  return polygons.some((polygon) =>
    polygon.every((corner, i) => left(corner, polygon[(i + 1) % polygon.length]!, point) >= 0),
  );
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
