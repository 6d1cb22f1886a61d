/** Probabilities of consecutive whole numbers: `p[i]` is that of `first + i`. */
export interface Masses {
  readonly first: number;
  readonly p: Float64Array;
}

/**
 * How many of `total` successes fall on the first arm, where which arm an episode is on makes no difference.
 * Built outwards from its mode and normalised, so that no factorial is needed.
 */
export function hypergeometric(n1: number, n2: number, total: number): Masses {
  const first = Math.max(0, total - n2);
  const last = Math.min(n1, total);
  const mode = clamp(Math.floor(((n1 + 1) * (total + 1)) / (n1 + n2 + 2)), first, last);
  const ratio = (x: number): number => ((n1 - x) * (total - x)) / ((x + 1) * (n2 - total + x + 1));
  return { first, p: fromMode(first, last, mode, ratio) };
}

/** Successes in n episodes at a rate. */
export function binomial(n: number, rate: number): Float64Array {
  if (rate <= 0 || rate >= 1)
    return Float64Array.from({ length: n + 1 }, (_, x) => (x === (rate <= 0 ? 0 : n) ? 1 : 0));
  const mode = clamp(Math.floor((n + 1) * rate), 0, n);
  const odds = rate / (1 - rate);
  return fromMode(0, n, mode, (x) => ((n - x) / (x + 1)) * odds);
}

/** @param ratio p(x + 1) / p(x) */
function fromMode(first: number, last: number, mode: number, ratio: (x: number) => number): Float64Array {
  const p = new Float64Array(last - first + 1);
  p[mode - first] = 1;
  for (let x = mode; x < last; x++) p[x + 1 - first] = p[x - first]! * ratio(x);
  for (let x = mode; x > first; x--) p[x - 1 - first] = p[x - first]! / ratio(x - 1);
  let sum = 0;
  for (const each of p) sum += each;
  for (let i = 0; i < p.length; i++) p[i]! /= sum;
  return p;
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
