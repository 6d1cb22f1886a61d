/** What one picture shows of each thing: from the segmentation drawn with it. */
import { rotate, subtract } from '../../harness/geometry/vector.ts';
import type { Library } from '../../harness/library/library.ts';
import { piecesOf } from '../../harness/plan/pieces.ts';
import { samplesOf, silhouetteOf } from '../../harness/plan/silhouette.ts';
import type { CameraImage, Vec3 } from '../../harness/types.ts';
import type { Box, Waypoint } from '../grounding/answer.ts';
import type { Thing } from './things.ts';

/** A thing of which something shows. */
export interface Seen {
  readonly thing: Thing;
  /** Around its visible pixels. */
  readonly box: Box;
  readonly pixels: number;
  /** Its visible pixels reach the edge of the image. */
  readonly atEdge: boolean;
}

export interface Sight {
  readonly view: string;
  readonly image: CameraImage;
  readonly seen: readonly Seen[];
  /** Index space of the segmentation. */
  readonly names: readonly string[];
  /** The camera looks straight down, so what is higher in the image is not behind. */
  readonly fromAbove: boolean;
}

const FROM_ABOVE = 0.9;
const LEAST_PIXELS = 60;

export function sightOf(view: string, image: CameraImage, things: readonly Thing[], names: readonly string[]): Sight {
  const extents = extentsOf(image, names.length);
  const seen = things.flatMap((thing): Seen[] => {
    const extent = extents[names.indexOf(thing.name)];
    return extent && extent.pixels >= LEAST_PIXELS ? [{ thing, ...framed(extent, image) }] : [];
  });
  const down = -rotate(image.pose.quaternion, [0, 0, 1])[2];
  return { view, image, seen, names, fromAbove: down > FROM_ABOVE };
}

interface Extent {
  pixels: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Of every name in one pass. */
function extentsOf({ segmentation, widthPx, heightPx }: CameraImage, count: number): Extent[] {
  const extents = Array.from({ length: count }, () => ({
    pixels: 0,
    left: widthPx,
    top: heightPx,
    right: 0,
    bottom: 0,
  }));
  for (let v = 0, i = 0; v < heightPx; v++) {
    for (let u = 0; u < widthPx; u++, i++) {
      const extent = extents[segmentation![i]!];
      if (extent) grow(extent, u, v);
    }
  }
  return extents;
}

function grow(extent: Extent, u: number, v: number): void {
  extent.pixels++;
  if (u < extent.left) extent.left = u;
  if (u >= extent.right) extent.right = u + 1;
  if (v < extent.top) extent.top = v;
  if (v >= extent.bottom) extent.bottom = v + 1;
}

function framed({ pixels, left, top, right, bottom }: Extent, { widthPx, heightPx }: CameraImage): Omit<Seen, 'thing'> {
  const box = {
    x: (left + right) / 2 / widthPx,
    y: (top + bottom) / 2 / heightPx,
    width: (right - left) / widthPx,
    height: (bottom - top) / heightPx,
  };
  return { box, pixels, atEdge: left === 0 || top === 0 || right === widthPx || bottom === heightPx };
}

export interface Hiding {
  /** Fraction of the outline that something else covers, in [0, 1]. */
  readonly fraction: number;
  /** What covers most of it, by name: a thing, `gripper` or `arm`; null where nothing does. */
  readonly by: string | null;
}

/** How much of a body something else hides: its outline as it would be alone, held against the segmentation. */
export function hidingOf({ thing }: Seen, { image, names }: Sight, { meshes }: Library): Hiding {
  const { model, pose, scale } = thing.body!;
  const samples = samplesOf(silhouetteOf(piecesOf(model, meshes), pose, scale, image.pose));
  const covers = new Map<string, number>();
  for (const [x, y] of samples) {
    const name = nameAt(image, names, x, y);
    if (name && name !== thing.name && !BEHIND.includes(name)) covers.set(name, (covers.get(name) ?? 0) + 1);
  }
  const covered = [...covers.values()].reduce((sum, each) => sum + each, 0);
  const [most] = [...covers].toSorted((a, b) => b[1] - a[1]);
  return { fraction: covered / Math.max(1, samples.length), by: most?.[0] ?? null };
}

/** They stand behind or below everything. */
const BEHIND = ['table', 'floor'];

function nameAt(
  { segmentation, intrinsics, widthPx, heightPx }: CameraImage,
  names: readonly string[],
  x: number,
  y: number,
) {
  const [fx, fy, cx, cy] = intrinsics;
  const [u, v] = [Math.floor(fx * x + cx), Math.floor(fy * y + cy)];
  if (u < 0 || v < 0 || u >= widthPx || v >= heightPx) return null;
  return names[segmentation![v * widthPx + u]!] ?? null;
}

/** Where a point of the world falls on the image, in fractions; null where it does not fall on it. */
export function onImage({ pose, intrinsics, widthPx, heightPx }: CameraImage, point: Vec3): Waypoint | null {
  const from = subtract(point, pose.position);
  const along = (axis: Vec3) => {
    const [x, y, z] = rotate(pose.quaternion, axis);
    return from[0] * x + from[1] * y + from[2] * z;
  };
  const depth = along([0, 0, 1]);
  const [fx, fy, cx, cy] = intrinsics;
  const x = (cx + (fx * along([1, 0, 0])) / depth) / widthPx;
  const y = (cy + (fy * along([0, 1, 0])) / depth) / heightPx;
  return depth > 0 && x >= 0 && x <= 1 && y >= 0 && y <= 1 ? [x, y] : null;
}

/** Metres from the camera along the table, in the direction in which it looks. */
export function awayM({ pose }: CameraImage, at: readonly [x: number, y: number]): number {
  const [x, y] = rotate(pose.quaternion, [0, 0, 1]);
  return ((at[0] - pose.position[0]) * x + (at[1] - pose.position[1]) * y) / Math.hypot(x, y);
}
