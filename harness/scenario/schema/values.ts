/** The small values that scenario keys are made of. */
import { z } from 'zod';

export const name = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_]*$/, 'expected a name: a letter, then letters, digits and _')
  .max(60);

export const colorWord = z.string().min(1).max(40);
const fraction = z.number().min(0).max(1);
export const rgb = z.tuple([fraction, fraction, fraction]);

/** A colour word, or red green blue in [0, 1]: for surfaces and light, which no instruction names. */
export const paint = z.union([colorWord, rgb], { error: 'expected a colour word or [red, green, blue] in [0, 1]' });

const coordinate = z.number().min(-3).max(3);
export const vector = z.tuple([coordinate, coordinate, coordinate]);
export const point2 = z.tuple([coordinate, coordinate]);

/** [low, high]: drawn uniformly between. */
export function range(low: number, high: number) {
  const bound = z.number().min(low).max(high);
  return z.tuple([bound, bound]).refine(([a, b]) => a <= b, 'expected [low, high] with low <= high');
}

/** One number, or [low, high] to draw from. */
export function valueOrRange(low: number, high: number, what: string) {
  return z.union([z.number().min(low).max(high), range(low, high)], {
    error: `expected ${what} in [${low}, ${high}], or [low, high] within it`,
  });
}
