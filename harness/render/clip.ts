/** Triangles that reach behind the near plane or far out of the image, cut to what can be drawn (Sutherland and Hodgman 1974). */
import { type Lens, project, REACH_PX } from './lens.ts';
import type { Vertices } from './vertices.ts';

/** Signed distances, up to a factor, from the planes that bound what may be projected: positive is inside. */
type Plane = (vertices: Vertices, i: number) => number;

export function clipPlanes({ nearM, focalPx }: Lens): readonly Plane[] {
  const slope = REACH_PX / focalPx;
  return [
    ({ z }, i) => z[i]! - nearM,
    ({ x, z }, i) => slope * z[i]! - x[i]!,
    ({ x, z }, i) => slope * z[i]! + x[i]!,
    ({ y, z }, i) => slope * z[i]! - y[i]!,
    ({ y, z }, i) => slope * z[i]! + y[i]!,
  ];
}

/** What is left of a triangle as a convex polygon of vertices (new ones are appended and projected); empty when nothing is. */
export function clipped(
  vertices: Vertices,
  corners: readonly number[],
  planes: readonly Plane[],
  lens: Lens,
): number[] {
  const first = vertices.count;
  let polygon = [...corners];
  for (const plane of planes) {
    polygon = cut(vertices, polygon, plane);
    if (polygon.length < 3) return [];
  }
  return projected(vertices, polygon, first, lens);
}

function cut(vertices: Vertices, polygon: readonly number[], plane: Plane): number[] {
  const kept: number[] = [];
  for (const [i, from] of polygon.entries()) {
    const to = polygon[(i + 1) % polygon.length]!;
    const [start, end] = [plane(vertices, from), plane(vertices, to)];
    if (start >= 0) kept.push(from);
    if (start >= 0 !== end >= 0) kept.push(crossing(vertices, from, to, start, end));
  }
  return kept;
}

/** Always reckoned from the corner inside: two triangles that share an edge are cut at the very same point. */
function crossing(vertices: Vertices, from: number, to: number, start: number, end: number): number {
  return start >= 0
    ? vertices.between(from, to, start / (start - end))
    : vertices.between(to, from, end / (end - start));
}

/**
 * An edge is cut by its own course alone, whichever triangle it belongs to: neighbours stay neighbours. A corner that was
 * marked to be cut and then was not is copied, and projected like those that are new.
 */
function projected(vertices: Vertices, polygon: readonly number[], first: number, lens: Lens): number[] {
  const ready = polygon.map((i) => (i < first && vertices.inverseZ[i] === 0 ? vertices.between(i, i, 0) : i));
  project(vertices, first, { ...lens, nearM: 0 }, Number.POSITIVE_INFINITY);
  return ready;
}
