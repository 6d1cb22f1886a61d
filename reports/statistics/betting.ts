import { requireFraction, requireRate } from './arguments.ts';

/** After each value, what may be concluded, whenever one looks and whenever one stops. */
export interface BettingSequence {
  /** Ends of the confidence sequence for the mean, in [0, 1]. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Capital won by betting against a mean of 1/2, from a start of 1. */
  readonly capital: readonly number[];
  /** Anytime-valid p-value of "the mean is 1/2". */
  readonly pValue: readonly number[];
}

/**
 * Confidence sequence for a mean by betting: at every moment at once it holds the true mean with probability 1 - alpha, so
 * one may look after every episode and stop when one likes.
 *
 * Source: I. Waudby-Smith and A. Ramdas, Journal of the Royal Statistical Society B 86 (2024) 1-27: hedged capital with
 * predictable plug-in bets, each truncated to half of what could be lost, on a grid of 1001 means.
 * Limits: values in [0, 1] that keep their mean given those before: episodes in random order. It pays for its freedom with
 * width, so where the looks are planned `groupSequential` is sharper. Stated before the first episode, as any rule.
 *
 * @param x values in [0, 1]; for a paired difference d give (d + 1) / 2, of which 1/2 is "no difference".
 * @throws HarnessError `E_ARGUMENT` for a value outside [0, 1] or an alpha that cannot be.
 */
export function bettingSequence(x: readonly number[], alpha = 0.05): BettingSequence {
  requireFraction('alpha', alpha);
  for (const [at, value] of x.entries()) requireRate(`value ${at}`, value);
  const bets = betsOf(x, alpha);
  const half = { up: 1, down: 1 };
  const capital = x.map((value, t) => bet(half, 0.5, value, bets[t]!));
  return { ...sequence(x, bets, alpha), capital, pValue: runningP(capital) };
}

/** What is staked before each value: from the mean and variance of the values before it. */
function betsOf(x: readonly number[], alpha: number): number[] {
  let [sum, squares, variance] = [0, 0, 0.25];
  return x.map((value, i) => {
    const t = i + 1;
    const stake = Math.sqrt((2 * Math.log(2 / alpha)) / (variance * t * Math.log(1 + t)));
    sum += value;
    squares += (value - (0.5 + sum) / (t + 1)) ** 2;
    variance = (0.25 + squares) / (t + 1);
    return stake;
  });
}

interface Capital {
  up: number;
  down: number;
}

/** Plays one value against a mean; half of the money bets that it is greater, half that it is less. */
function bet(capital: Capital, mean: number, value: number, stake: number): number {
  capital.up *= 1 + Math.min(stake, 0.5 / mean) * (value - mean);
  capital.down *= 1 - Math.min(stake, 0.5 / (1 - mean)) * (value - mean);
  return Math.max(capital.up, capital.down) / 2;
}

const CELLS = 1000;

/** The means that no bet has ruled out so far, one cell wider on both sides for what lies between two of the grid. */
function sequence(x: readonly number[], bets: readonly number[], alpha: number): { low: number[]; high: number[] } {
  let left = Array.from({ length: CELLS + 1 }, (_, i) => ({ cell: i, up: 1, down: 1 }));
  let [lowest, highest] = [0, CELLS];
  const [low, high]: [number[], number[]] = [[], []];
  for (const [t, value] of x.entries()) {
    left = left.filter((each) => bet(each, each.cell / CELLS, value, bets[t]!) <= 1 / alpha);
    // Where rounding or an unlucky sequence ruled out all, the last ends stay.
    lowest = Math.max(lowest, (left[0]?.cell ?? lowest + 1) - 1);
    highest = Math.min(highest, (left.at(-1)?.cell ?? highest - 1) + 1);
    low.push(lowest / CELLS);
    high.push(highest / CELLS);
  }
  return { low, high };
}

/** Ville's inequality: the capital ever exceeds 1 / p with probability p at most. */
function runningP(capital: readonly number[]): number[] {
  let most = 1;
  return capital.map((each) => {
    most = Math.max(most, each);
    return 1 / most;
  });
}
