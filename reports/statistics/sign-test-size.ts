import { HarnessError } from '../../harness/errors.ts';
import { requireFraction } from './arguments.ts';
import { binomial } from './hypergeometric.ts';

/** A sign test that can be planned with. */
export interface SignTestSize {
  /** Discordant pairs. */
  readonly n: number;
  /** It rejects when so many of them or more are won. */
  readonly k: number;
}

/**
 * The fewest discordant pairs with which the exact one-sided sign test has the wanted power.
 *
 * Source: J. Arbuthnott, Philosophical Transactions 27 (1710) 186-190; power by the binomial distribution.
 * Limits: counts discordant pairs only, of which n pairs in all give n times the discordant share. The power of an exact
 * test falls a little at some greater n.
 *
 * @param winRate share of the discordant pairs that are won, in (0.5, 1).
 * @throws HarnessError `E_ARGUMENT` for a rate that no number of pairs tells from 1/2.
 */
export function signTestSize(winRate: number, { alpha = 0.05, power = 0.8 } = {}): SignTestSize {
  requireFraction('alpha', alpha);
  requireFraction('power', power);
  if (!(winRate > 0.5 && winRate < 1)) {
    throw new HarnessError('E_ARGUMENT', `expected a win rate in (0.5, 1); got ${winRate}`);
  }
  for (let n = 1; n <= MOST_PAIRS; n++) {
    const k = criticalWins(n, alpha);
    if (k <= n && tailOf(binomial(n, winRate), k) >= power) return { n, k };
  }
  throw new HarnessError('E_ARGUMENT', `expected a win rate that ${MOST_PAIRS} pairs tell from 0.5; got ${winRate}`);
}

const MOST_PAIRS = 5000;

/** The least k with P[Bin(n, 1/2) >= k] <= alpha; n + 1 where there is none. */
function criticalWins(n: number, alpha: number): number {
  const p = binomial(n, 0.5);
  let k = n + 1;
  for (let tail = p[n]!; tail <= alpha; tail += p[k - 1] ?? 1) k--;
  return k;
}

const tailOf = (p: Float64Array, from: number): number => p.subarray(from).reduce((sum, each) => sum + each, 0);
