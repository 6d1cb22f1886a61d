import type { Model } from '../library/model.ts';

/** What something covers of the table: a segment with a radius about it (a disc when both ends are one). */
export interface Footprint {
  readonly center: readonly [x: number, y: number];
  /** Half of the segment, as a vector. */
  readonly half: readonly [x: number, y: number];
  readonly radiusM: number;
  readonly heightM: number;
}

/** Footprint of a model's bounding box, of a round model's circle. `lying` puts its height along x. */
export function footprintOf(
  model: Model,
  scale: number,
  at: readonly [number, number],
  yawRad: number,
  lying: boolean,
): Footprint {
  const [sx, sy, sz] = model.sizeM.map((side) => side * scale) as [number, number, number];
  const heightM = lying ? sx : sz;
  if (isRound(model) && !lying) return { center: at, half: [0, 0], radiusM: Math.max(sx, sy) / 2, heightM };
  return rectangle(at, lying ? sz : sx, sy, yawRad, heightM);
}

/** A rectangle covered by a segment along its longer side with a radius that reaches the corners. */
export function rectangle(
  center: readonly [number, number],
  alongX: number,
  alongY: number,
  yawRad: number,
  heightM: number,
): Footprint {
  const [long, short] = [Math.max(alongX, alongY), Math.min(alongX, alongY)];
  const angle = alongX >= alongY ? yawRad : yawRad + Math.PI / 2;
  const half = (long - short) / 2;
  return { center, half: [half * Math.cos(angle), half * Math.sin(angle)], radiusM: short / Math.SQRT2, heightM };
}

function isRound({ sizeM: [x, y], cavity, grasp }: Model): boolean {
  return Math.abs(x - y) < 0.002 && (cavity ? cavity.shape === 'disc' : grasp?.symmetryDeg === 0);
}

/** Free space between two footprints in metres; negative where they overlap. */
export function gapM(a: Footprint, b: Footprint): number {
  return segmentDistance(a, b) - a.radiusM - b.radiusM;
}

type Point = readonly [number, number];

function segmentDistance(a: Footprint, b: Footprint): number {
  const [a0, a1, b0, b1] = [end(a, -1), end(a, 1), end(b, -1), end(b, 1)];
  if (crosses(a0, a1, b0, b1)) return 0;
  return Math.min(toSegment(a0, b0, b1), toSegment(a1, b0, b1), toSegment(b0, a0, a1), toSegment(b1, a0, a1));
}

const end = ({ center, half }: Footprint, side: 1 | -1): Point => [
  center[0] + side * half[0],
  center[1] + side * half[1],
];

function toSegment(p: Point, a: Point, b: Point): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / squared;
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy);
}

const side = (a: Point, b: Point, p: Point): number => (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);

function crosses(a0: Point, a1: Point, b0: Point, b1: Point): boolean {
  return side(a0, a1, b0) * side(a0, a1, b1) < 0 && side(b0, b1, a0) * side(b0, b1, a1) < 0;
}
