/**
 * Sine and cosine from + - * / alone: engines may round `Math.sin` differently, and every frame must have the same bytes
 * everywhere. Taylor series about 0 after halving the angle until it is small; good to a few units of the last place.
 */
export interface SinCos {
  readonly sin: number;
  readonly cos: number;
}

const SMALL_RAD = 0.25;

export function sinCos(rad: number): SinCos {
  if (rad > SMALL_RAD || rad < -SMALL_RAD) return doubled(sinCos(rad / 2));
  const x2 = rad * rad;
  const sin = rad * (1 - (x2 / 6) * (1 - (x2 / 20) * (1 - (x2 / 42) * (1 - (x2 / 72) * (1 - x2 / 110)))));
  const cos = 1 - (x2 / 2) * (1 - (x2 / 12) * (1 - (x2 / 30) * (1 - (x2 / 56) * (1 - x2 / 90))));
  return { sin, cos };
}

/** sin 2x = 2 sin x cos x, cos 2x = 1 - 2 sin^2 x. */
const doubled = ({ sin, cos }: SinCos): SinCos => ({ sin: 2 * sin * cos, cos: 1 - 2 * sin * sin });

export function tangent(rad: number): number {
  const { sin, cos } = sinCos(rad);
  return sin / cos;
}

/** Points of a circle of radius 1, counter-clockwise from +x. */
export function circle(corners: number): SinCos[] {
  return Array.from({ length: corners }, (_, i) => sinCos((2 * Math.PI * i) / corners));
}
