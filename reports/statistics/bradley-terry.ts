import { HarnessError } from '../../harness/errors.ts';

/**
 * Bradley-Terry strengths from pairwise preferences: i is preferred to j with probability s_i / (s_i + s_j).
 *
 * Source: R. A. Bradley and M. E. Terry, Biometrika 39 (1952) 324-345; fitted by the iteration of D. R. Hunter, Annals of
 * Statistics 32 (2004) 384-406.
 * Limits: preferences are independent and strengths the same in every task; ties are not in the model.
 *
 * @param wins `wins[i][j]`: how often i was preferred to j.
 * @returns strengths with a geometric mean of 1.
 * @throws HarnessError `E_ARGUMENT` where the wins are no square of numbers >= 0, or where some group never won or never
 * lost against the rest: its strength would be 0 or without bound.
 */
export function bradleyTerry(wins: readonly (readonly number[])[]): number[] {
  requireSquare(wins);
  requireComparable(wins);
  const won = wins.map((row) => row.reduce((sum, each) => sum + each, 0));
  let strengths = wins.map(() => 1);
  for (let i = 0; i < MOST_ITERATIONS; i++) {
    const next = normalized(strengths.map((_, of) => won[of]! / met(wins, strengths, of)));
    const change = Math.max(...next.map((each, of) => Math.abs(each / strengths[of]! - 1)), 0);
    strengths = next;
    if (change < 1e-13) break;
  }
  return strengths;
}

const MOST_ITERATIONS = 10_000;

/** Comparisons of one with each other, each over the sum of the two strengths. */
const met = (wins: readonly (readonly number[])[], strengths: readonly number[], of: number): number =>
  strengths.reduce(
    (sum, other, j) => (j === of ? sum : sum + (wins[of]![j]! + wins[j]![of]!) / (strengths[of]! + other)),
    0,
  );

function normalized(strengths: readonly number[]): number[] {
  const meanLog = strengths.reduce((sum, each) => sum + Math.log(each), 0) / strengths.length;
  return strengths.map((each) => each / Math.exp(meanLog));
}

function requireSquare(wins: readonly (readonly number[])[]): void {
  if (wins.every((row) => row.length === wins.length && row.every((each) => Number.isFinite(each) && each >= 0)))
    return;
  throw new HarnessError('E_ARGUMENT', `expected ${wins.length} rows of ${wins.length} wins, each a number >= 0`);
}

/** Everyone must be reachable from everyone along wins. */
function requireComparable(wins: readonly (readonly number[])[]): void {
  for (const start of wins.keys()) {
    const reached = new Set([start]);
    for (const from of reached) for (const to of wins.keys()) if (wins[from]![to]! > 0) reached.add(to);
    if (reached.size === wins.length) continue;
    const others = [...wins.keys()].filter((each) => !reached.has(each));
    const names = `${[...reached].join(', ')} never won against ${others.join(', ')}`;
    throw new HarnessError('E_ARGUMENT', `expected every group to have won and lost against the rest; ${names}`);
  }
}
