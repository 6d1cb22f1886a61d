/** Options that every reasoner behind the grounding takes: `name?mode=trajectory&camera=overhead`. */
import { HarnessError } from '../../harness/errors.ts';
import type { PolicyCamera } from '../../harness/types.ts';
import type { ReasonerNeeds } from '../reasoners/reasoner.ts';
import type { Unit } from '../reasoners/source.ts';
import type { PointingKind } from './answer.ts';

export interface GroundingOptions {
  /** What is asked for: a box, or a path on the image. */
  readonly mode: PointingKind;
  readonly camera: string;
  readonly widthPx: number;
  readonly heightPx: number;
  /** `closed`: every question looks at a new picture; `open`: the first picture is the only one. */
  readonly loop: 'closed' | 'open';
  readonly maxQueries: number;
  /** `strict`: an answer without the format to the letter is unparseable. */
  readonly format: 'tolerant' | 'strict';
  /** Of the coordinates of answers. */
  readonly unit: Unit;
}

/** As text, for `readOptions`. */
export const GROUNDING_DEFAULTS = {
  mode: 'affordance',
  camera: 'front',
  size: '640x480',
  loop: 'closed',
  maxQueries: '6',
  format: 'tolerant',
} as const;

export type GivenGrounding = Readonly<Record<keyof typeof GROUNDING_DEFAULTS, string>>;

/** @throws HarnessError E_POLICY: option, expected, got */
export function groundingOptions(given: GivenGrounding, unit: Unit = 'fraction'): GroundingOptions {
  const [widthPx, heightPx] = sizeOf(given.size);
  return {
    mode: oneOf('mode', given.mode, ['affordance', 'trajectory']),
    camera: given.camera,
    widthPx,
    heightPx,
    loop: oneOf('loop', given.loop, ['closed', 'open']),
    maxQueries: countOf(given.maxQueries),
    format: oneOf('format', given.format, ['tolerant', 'strict']),
    unit,
  };
}

/** Depth always: it takes points on the image into the world. */
export function camerasOf(options: GroundingOptions, { segmentation }: ReasonerNeeds): readonly PolicyCamera[] {
  const { camera: name, widthPx, heightPx, loop } = options;
  return [{ name, widthPx, heightPx, depth: true, segmentation, when: loop === 'open' ? 'first' : 'each' }];
}

function oneOf<T extends string>(key: string, got: string, valid: readonly T[]): T {
  const found = valid.find((each) => each === got);
  if (found) return found;
  throw refused(key, `one of ${valid.join(', ')}`, got);
}

const LARGEST_PX = 4096;

function sizeOf(got: string): readonly [number, number] {
  const [, width, height] = /^(\d+)x(\d+)$/.exec(got) ?? [];
  const size = [Number(width), Number(height)] as const;
  if (size.every((each) => each >= 16 && each <= LARGEST_PX)) return size;
  throw refused('size', 'WIDTHxHEIGHT in pixels, as 640x480', got);
}

function countOf(got: string): number {
  const count = Number(got);
  if (Number.isInteger(count) && count >= 1) return count;
  throw refused('maxQueries', 'a whole number of at least 1', got);
}

const refused = (key: string, expected: string, got: string): HarnessError =>
  new HarnessError('E_POLICY', `policy option ${key}: expected ${expected}, got '${got}'`);
