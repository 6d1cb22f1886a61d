/** Where something named is on the image. */
import type { CameraImage } from '../../../harness/types.ts';
import type { Box, Waypoint } from '../../grounding/answer.ts';
import { viewOf } from '../../grounding/view.ts';
import { boxOf, nearestTo } from '../pixels.ts';
import type { Candidate } from './candidates.ts';
import { type Fit, fitsOf } from './fit.ts';
import { patchOf } from './painted.ts';
import type { Named } from './request.ts';

/** Fits less well than this, and what was named is not there. */
const LEAST_SCORE = 0.3;

/** Something that was found on the image. */
export interface Found {
  readonly box: Box;
  readonly middle: Waypoint;
  /** Null for paint on the table. */
  readonly fit: Fit | null;
}

/** Null when nothing fits well enough. */
export function find(named: Named, candidates: readonly Candidate[], image: CameraImage): Found | null {
  if (named.kind.painted) return findPaint(named, image);
  const [best] = fitsOf(candidates, named);
  if (!best || best.score < LEAST_SCORE) return null;
  return { box: best.candidate.box, middle: best.candidate.middle, fit: best };
}

function findPaint({ color }: Named, image: CameraImage): Found | null {
  const pixels = color ? patchOf(image, viewOf(image), color) : [];
  if (pixels.length === 0) return null;
  const box = boxOf(pixels, image);
  return { box, middle: nearestTo(box, pixels, image), fit: null };
}
