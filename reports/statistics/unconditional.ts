import { binomial } from './hypergeometric.ts';

/**
 * A set of 2 x 2 tables, by the first arm's successes x1: those with x2 <= atMost[x1] (the first is better), and those
 * with x2 >= atLeast[x1] (the second is).
 */
export interface Region {
  readonly n1: number;
  readonly n2: number;
  readonly atMost: Int32Array;
  readonly atLeast: Int32Array;
}

/**
 * The tables that `extreme` picks, where it can only turn true as x1 grows and false as x2 grows (Barnard's convexity,
 * which Fisher's p and the pooled statistic have): the edge is walked once instead of asking every table.
 */
export function firstBetter(n1: number, n2: number, extreme: (x1: number, x2: number) => boolean): Region {
  const atMost = new Int32Array(n1 + 1);
  let edge = -1;
  for (let x1 = 0; x1 <= n1; x1++) {
    while (edge < n2 && extreme(x1, edge + 1)) edge++;
    atMost[x1] = edge;
  }
  return { n1, n2, atMost, atLeast: new Int32Array(n1 + 1).fill(n2 + 1) };
}

/** The greatest probability of a region over all rates that the two arms may have in common. */
export function supremum(region: Region): number {
  const size = (angle: number): number => probability(region, Math.sin(angle) ** 2);
  const steps = Math.min(2000, Math.max(200, 2 * (region.n1 + region.n2)));
  const step = Math.PI / 2 / steps;
  const sizes = Float64Array.from({ length: steps + 1 }, (_, i) => size(i * step));
  const hills = [...sizes.keys()].filter((i) => sizes[i]! >= (sizes[i - 1] ?? 0) && sizes[i]! > (sizes[i + 1] ?? -1));
  const highest = hills.sort((a, b) => sizes[b]! - sizes[a]!).slice(0, HILLS);
  return Math.min(1, Math.max(...highest.map((i) => climbed(size, (i - 1) * step, (i + 1) * step))));
}

/** Between the points of the grid the probability has hills of nearly equal height: this many are climbed. */
const HILLS = 4;

function probability({ n1, n2, atMost, atLeast }: Region, rate: number): number {
  const [first, second] = [binomial(n1, rate), binomial(n2, rate)];
  const upTo = new Float64Array(n2 + 2);
  const from = new Float64Array(n2 + 2);
  for (let x = 0; x <= n2; x++) upTo[x + 1] = upTo[x]! + second[x]!;
  for (let x = n2; x >= 0; x--) from[x] = from[x + 1]! + second[x]!;
  let sum = 0;
  for (let x1 = 0; x1 <= n1; x1++) sum += first[x1]! * (upTo[atMost[x1]! + 1]! + from[atLeast[x1]!]!);
  return sum;
}

/** The height of a hill between two angles, by golden section. */
function climbed(size: (angle: number) => number, from: number, to: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.max(0, from), Math.min(Math.PI / 2, to)];
  let [a, b] = [high - golden * (high - low), low + golden * (high - low)];
  let [atA, atB] = [size(a), size(b)];
  for (let i = 0; i < 26; i++) {
    if (atA >= atB) {
      [high, b, atB] = [b, a, atA];
      a = high - golden * (high - low);
      atA = size(a);
    } else {
      [low, a, atA] = [a, b, atB];
      b = low + golden * (high - low);
      atB = size(b);
    }
  }
  return Math.max(atA, atB);
}
