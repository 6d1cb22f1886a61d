/** A JSON value as a box or a path on the image. */
import type { Box, Pointing, Waypoint } from '../answer.ts';
import { brief } from './brief.ts';
import { thinned } from './thinned.ts';

/** What the numbers of an answer count: fractions of the image, as VLA-R1, or pixels of it, as Qwen2.5-VL. */
export type Coordinates =
  | { readonly unit: 'fraction' }
  | { readonly unit: 'pixel'; readonly widthPx: number; readonly heightPx: number };

export type Shape =
  | { readonly is: 'pointing'; readonly pointing: Pointing }
  /** A value that stands for nothing: null, an empty list or object, a box of no size. */
  | { readonly is: 'nothing' }
  /** No box and no path at all. */
  | { readonly is: 'other'; readonly problem: string }
  /** A box or a path, but none that can be used. */
  | { readonly is: 'unusable'; readonly problem: string };

export const MAX_WAYPOINTS = 256;

/**
 * Understands `{x, y, width, height}` (x, y the centre), `{bbox_2d: [x1, y1, x2, y2]}`, `[[x, y], ...]` and
 * `[{point_2d: [x, y]}, ...]`; in pixels also a bare `[x1, y1, x2, y2]`. A list of one object is that object.
 */
export function shapeOf(value: unknown, coordinates: Coordinates): Shape {
  const only = Array.isArray(value) && value.length === 1 && isObject(value[0]) ? value[0] : value;
  if (only === null || (typeof only === 'object' && Object.keys(only).length === 0)) return { is: 'nothing' };
  const box = boxNumbers(only, coordinates);
  if (box) return shapeOfBox(box, coordinates);
  if (Array.isArray(only)) return shapeOfList(only, coordinates);
  return other(`{x, y, width, height} or [[x, y], ...], got ${brief(only)}`);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Centre and size in the answer's own units; null for what is no box. */
function boxNumbers(value: unknown, { unit }: Coordinates): readonly unknown[] | null {
  if (isObject(value)) {
    const keys = ['x', 'y', 'width', 'height'];
    if (keys.every((key) => Object.hasOwn(value, key))) return keys.map((key) => value[key]);
    return boxNumbersOfCorners(value.bbox_2d);
  }
  return unit === 'pixel' ? boxNumbersOfCorners(value) : null;
}

function boxNumbersOfCorners(value: unknown): readonly unknown[] | null {
  if (!Array.isArray(value) || value.length !== 4) return null;
  const [x1, y1, x2, y2] = value.map(numberOf) as [number, number, number, number];
  return [(x1 + x2) / 2, (y1 + y2) / 2, x2 - x1, y2 - y1];
}

function shapeOfBox(said: readonly unknown[], coordinates: Coordinates): Shape {
  const numbers = said.map(numberOf) as [number, number, number, number];
  if (!numbers.every(Number.isFinite)) return unusable(`a box of finite numbers, got ${brief(said)}`);
  const [x, y] = scaled([numbers[0], numbers[1]], coordinates);
  const [width, height] = scaled([Math.abs(numbers[2]), Math.abs(numbers[3])], coordinates);
  const box: Box = { x, y, width, height };
  if (width === 0 && height === 0) return { is: 'nothing' };
  if (width === 0 || height === 0) return unusable(`a box with an area, got ${brief(said)}`);
  if (isFar(x) || isFar(y) || width > WIDEST || height > WIDEST || !touchesImage(box)) {
    return unusable(`a box in the image, got ${brief(said)}${hint(coordinates)}`);
  }
  return { is: 'pointing', pointing: { kind: 'affordance', box } };
}

function shapeOfList(list: readonly unknown[], coordinates: Coordinates): Shape {
  const pairs = list.map(pairOf);
  if (!pairs.every((pair) => pair !== null)) {
    const several = list.every(isObject) ? `one box, got ${list.length} objects` : null;
    return other(several ?? `{x, y, width, height} or [[x, y], ...], got ${brief(list)}`);
  }
  if (pairs.length < 2) return unusable(`at least two waypoints, got ${pairs.length}`);
  if (!pairs.flat().every(Number.isFinite)) return unusable(`waypoints of finite numbers, got ${brief(list)}`);
  const path = pairs.map((pair) => scaled(pair, coordinates));
  if (path.flat().some(isFar)) return unusable(`waypoints in the image, got ${brief(list)}${hint(coordinates)}`);
  return { is: 'pointing', pointing: { kind: 'trajectory', trajectory: thinned(path, MAX_WAYPOINTS) } };
}

function pairOf(value: unknown): Waypoint | null {
  const pair = isObject(value) ? value.point_2d : value;
  return Array.isArray(pair) && pair.length === 2 ? [numberOf(pair[0]), numberOf(pair[1])] : null;
}

/** The released code takes numbers in quotes too. NaN for what is no number. */
function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\s*[-+]?[\d.]/.test(value) ? Number(value) : Number.NaN;
}

function scaled([x, y]: Waypoint, coordinates: Coordinates): Waypoint {
  return coordinates.unit === 'fraction' ? [x, y] : [x / coordinates.widthPx, y / coordinates.heightPx];
}

/** A little outside the image may be meant; half an image outside is another unit or nonsense. */
const isFar = (coordinate: number): boolean => coordinate < -0.5 || coordinate > 1.5;
const WIDEST = 2;

const touchesImage = ({ x, y, width, height }: Box): boolean =>
  x + width / 2 > 0 && x - width / 2 < 1 && y + height / 2 > 0 && y - height / 2 < 1;

const hint = ({ unit }: Coordinates): string =>
  unit === 'fraction' ? ': these should be fractions of it' : ': these should be pixels of it';

const other = (problem: string): Shape => ({ is: 'other', problem: `expected ${problem}` });
const unusable = (problem: string): Shape => ({ is: 'unusable', problem: `expected ${problem}` });
