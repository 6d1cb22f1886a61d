/** How well a thing on the table fits what was named. */
import type { Candidate } from './candidates.ts';
import { shareOf } from './colors.ts';
import type { Named } from './request.ts';

export interface Fit {
  readonly candidate: Candidate;
  /** In [0, 1]. */
  readonly color: number;
  readonly shape: number;
  readonly score: number;
}

/** A thing goes by a colour when this much of it has it: mugs are hollow, cans have labels. */
const ENOUGH_COLOR = 0.4;
/** Beyond its range a size fits less and less, down to nothing at this much of the range's end. */
const SOFT = 0.35;
const UNUSUAL_COLOR = 0.4;
/** A place of another colour is a place still, in a light that turns white to orange for one. */
const WRONG_PLACE_COLOR = 0.5;

/** Best first. */
export function fitsOf(candidates: readonly Candidate[], named: Named): readonly Fit[] {
  return candidates
    .filter(({ floats }) => !floats)
    .map((candidate) => fitOf(candidate, named))
    .sort((a, b) => b.score - a.score);
}

function fitOf(candidate: Candidate, named: Named): Fit {
  const color = colorFit(candidate, named);
  const shape = shapeFit(candidate, named);
  return { candidate, color, shape, score: color * shape };
}

function colorFit({ colors }: Candidate, { color, kind }: Named): number {
  const enough = (share: number) => Math.min(1, share / ENOUGH_COLOR);
  if (color) return Math.max(kind.place ? WRONG_PLACE_COLOR : 0, enough(shareOf(colors, color)));
  if (!kind.colors) return 1;
  return Math.max(UNUSUAL_COLOR, ...kind.colors.map((word) => enough(shareOf(colors, word))));
}

function shapeFit({ longM, shortM, heightM }: Candidate, { kind }: Named): number {
  return within(longM, kind.longM) * within(heightM, kind.heightM) * within(shortM / longM, kind.slender);
}

function within(value: number, [least, most]: readonly [number, number]): number {
  if (value < least) return Math.max(0, 1 - (least - value) / (SOFT * least));
  return value > most ? Math.max(0, 1 - (value - most) / (SOFT * most)) : 1;
}
