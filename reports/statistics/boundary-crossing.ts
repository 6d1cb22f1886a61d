import { normalTail } from './distribution.ts';

/** No critical value is greater: the probability beyond it is below 1e-300. */
export const STEEPEST = 37;

/** Where a Brownian motion may still be, in standard deviations: the rest is below 1e-18. */
const REACH = 9;

/** Grid points of the density; odd, for Simpson's rule. */
const POINTS = 401;

interface Density {
  readonly x: Float64Array;
  /** Density times the weight of its grid point. */
  readonly mass: Float64Array;
}

/**
 * Probability of first crossing an upper bound at each look, for a Brownian motion that is stopped at symmetric bounds.
 *
 * @param boundAt chooses a look's bound for z, given the probability of crossing there as a function of the bound.
 */
export function crossings(
  fractions: readonly number[],
  boundAt: (look: number, crossing: (bound: number) => number) => number,
): number[] {
  let density: Density = { x: Float64Array.of(0), mass: Float64Array.of(1) };
  return fractions.map((fraction, look) => {
    const [at, step] = [Math.sqrt(fraction), Math.sqrt(fraction - (fractions[look - 1] ?? 0))];
    const crossing = (bound: number): number => above(density, bound * at, step);
    const bound = boundAt(look, crossing);
    const probability = crossing(bound);
    density = moved(density, Math.min(bound, REACH) * at, step);
    return probability;
  });
}

function above({ x, mass }: Density, bound: number, step: number): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += mass[i]! * normalTail((bound - x[i]!) / step);
  return sum;
}

/** The density one look later, on [-edge, edge]. */
function moved({ x, mass }: Density, edge: number, step: number): Density {
  const width = (2 * edge) / (POINTS - 1);
  const at = Float64Array.from({ length: POINTS }, (_, i) => i * width - edge);
  const weight = (i: number): number => ((i === 0 || i === POINTS - 1 ? 1 : i % 2 ? 4 : 2) * width) / 3;
  const height = (to: number): number => {
    let sum = 0;
    for (let i = 0; i < x.length; i++) sum += mass[i]! * Math.exp(-(((to - x[i]!) / step) ** 2) / 2);
    return sum / (step * Math.sqrt(2 * Math.PI));
  };
  return { x: at, mass: at.map((to, i) => weight(i) * height(to)) };
}
