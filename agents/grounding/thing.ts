/** The thing that a box or a waypoint is about, as points in space. */
import type { Vec3 } from '../../harness/types.ts';
import { type Pieces, piecesOf } from './pieces.ts';
import { type Standing, standingIn } from './standing.ts';
import type { View } from './view.ts';
import { areaOf, type Window, widened } from './window.ts';

/** A thing on the table and what stands around it. */
export interface Thing {
  /** [n, 3] of its visible surface. */
  readonly points: Float64Array;
  /** [m, 3] of everything else nearby. */
  readonly others: Float64Array;
  readonly lowest: Vec3;
  readonly highest: Vec3;
  /** Share of the window's pixels that show it. */
  readonly fills: number;
}

/** How far around the window things are looked at: a sloppy box still gives the whole thing, and its neighbours. */
const AROUND = 0.6;
const AROUND_LEAST_PX = 40;
/** A piece of fewer pixels is an edge of something. */
const LEAST_PIXELS = 12;
/** Pieces of one thing that its own shape hides from each other: this near, and in the window for the most part. */
const SAME_THING_M = 0.015;
const MOSTLY = 0.7;

/** What a window says of the thing in it: a `box` what of the image it takes, a `spot` only where it is. */
export type Hint = 'box' | 'spot';

/** Null when nothing stands in the window. */
export function thingIn(view: View, window: Window, tool: Vec3, hint: Hint): Thing | null {
  const spanPx = Math.max(window.right - window.left, window.bottom - window.top);
  const around = widened(window, Math.round(Math.max(AROUND_LEAST_PX, AROUND * spanPx)), view);
  const standing = standingIn(view, around, tool);
  const pieces = piecesOf(standing);
  const shares = sharesOf(standing, pieces, window, view.widthPx);
  const main = likeliest(shares, hint === 'box' ? fit : ({ weight }) => weight);
  if (main === null) return null;
  const own = companions(standing, pieces, shares, main);
  const seen = [...own].reduce((sum, label) => sum + shares[label]!.inWindow, 0);
  return { ...thingOf(standing, pieces, own), fills: seen / areaOf(window) };
}

interface Share {
  /** Pixels in all. */
  pixels: number;
  inWindow: number;
  /** Pixels in the window, those in its middle counted double. */
  weight: number;
}

function sharesOf({ pixels }: Standing, { labels, count }: Pieces, window: Window, widthPx: number): Share[] {
  const shares = Array.from({ length: count }, () => ({ pixels: 0, inWindow: 0, weight: 0 }));
  for (let i = 0; i < pixels.length; i++) {
    const share = shares[labels[i]!]!;
    const weight = weightIn(window, pixels[i]! % widthPx, Math.floor(pixels[i]! / widthPx));
    share.pixels += 1;
    share.inWindow += weight > 0 ? 1 : 0;
    share.weight += weight;
  }
  return shares;
}

function weightIn({ left, top, right, bottom }: Window, u: number, v: number): number {
  if (u < left || u >= right || v < top || v >= bottom) return 0;
  const x = Math.abs((2 * (u + 0.5 - left)) / (right - left) - 1);
  const y = Math.abs((2 * (v + 0.5 - top)) / (bottom - top) - 1);
  return 2 - Math.max(x, y);
}

/** Of what is mostly outside a box only a little is meant: it stands before the thing that the box is around. */
const fit = ({ weight, inWindow, pixels }: Share): number => weight * (inWindow / pixels) ** 2;

function likeliest(shares: readonly Share[], scoreOf: (share: Share) => number): number | null {
  const scores = shares.map((share) => (share.pixels < LEAST_PIXELS ? 0 : scoreOf(share)));
  const most = Math.max(0, ...scores);
  return most > 0 ? scores.indexOf(most) : null;
}

/** The main piece, and others that belong to it though they do not hang together on the image. */
function companions(standing: Standing, pieces: Pieces, shares: readonly Share[], main: number): Set<number> {
  const reach = boundsOf(standing, pieces.labels, (label) => label === main);
  const near = shares.flatMap(({ pixels, inWindow }, label) => {
    if (label === main || pixels === 0 || inWindow < MOSTLY * pixels) return [];
    const own = boundsOf(standing, pieces.labels, (each) => each === label);
    return isNear(reach, own) ? [label] : [];
  });
  return new Set([main, ...near]);
}

interface Bounds {
  readonly lowest: [number, number, number];
  readonly highest: [number, number, number];
}

function boundsOf({ points }: Standing, labels: Int32Array, belongs: (label: number) => boolean): Bounds {
  const lowest: [number, number, number] = [Infinity, Infinity, Infinity];
  const highest: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < labels.length; i++) {
    if (!belongs(labels[i]!)) continue;
    for (let axis = 0; axis < 3; axis++) {
      lowest[axis] = Math.min(lowest[axis]!, points[i * 3 + axis]!);
      highest[axis] = Math.max(highest[axis]!, points[i * 3 + axis]!);
    }
  }
  return { lowest, highest };
}

const isNear = (a: Bounds, b: Bounds): boolean =>
  [0, 1, 2].every((i) => a.lowest[i]! < b.highest[i]! + SAME_THING_M && b.lowest[i]! < a.highest[i]! + SAME_THING_M);

function thingOf(standing: Standing, { labels }: Pieces, own: ReadonlySet<number>): Omit<Thing, 'fills'> {
  const bounds = boundsOf(standing, labels, (label) => own.has(label));
  const select = (wanted: boolean) => {
    const kept: number[] = [];
    for (let i = 0; i < labels.length; i++) {
      if (own.has(labels[i]!) === wanted) kept.push(...standing.points.subarray(i * 3, i * 3 + 3));
    }
    return Float64Array.from(kept);
  };
  return { points: select(true), others: select(false), ...bounds };
}
