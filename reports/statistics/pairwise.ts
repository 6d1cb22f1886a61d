import { mcnemarExact } from './mcnemar.ts';
import { holm } from './multiplicity.ts';
import { type OutcomeRows, requireOutcomes } from './outcomes.ts';
import type { TestResult } from './test-result.ts';

/** Two of several policies, compared on the scenarios of all. */
export interface PairwiseComparison extends TestResult {
  /** Columns of the two policies; first < second. */
  readonly first: number;
  readonly second: number;
  /** Rows in which only the first, and only the second, succeeded. */
  readonly b: number;
  readonly c: number;
  readonly n: number;
  /** The p-value adjusted by Holm over all pairs: the one to decide by. */
  readonly adjusted: number;
}

/**
 * Exact McNemar tests of all pairs of policies on the same scenarios, adjusted by Holm.
 *
 * Source: see `mcnemarExact` and `holm`.
 * Limits: as there; the letters that follow depend on the correction, so print its name.
 *
 * @throws HarnessError `E_ARGUMENT` unless all rows are equally long and of 0 and 1.
 */
export function pairwiseMcnemar(rows: OutcomeRows): PairwiseComparison[] {
  const columns = requireOutcomes(rows);
  const pairs = pairsOf(columns).map(([first, second]) => {
    const { b, c } = discordant(rows, first, second);
    return { first, second, b, c, n: rows.length, ...mcnemarExact(b, c) };
  });
  const adjusted = holm(pairs.map(({ pValue }) => pValue));
  return pairs.map((pair, at) => ({ ...pair, adjusted: adjusted[at]! }));
}

function discordant(rows: OutcomeRows, first: number, second: number): { b: number; c: number } {
  let [b, c] = [0, 0];
  for (const row of rows) {
    if (row[first]! > row[second]!) b++;
    else if (row[first]! < row[second]!) c++;
  }
  return { b, c };
}

const pairsOf = (columns: number): [number, number][] =>
  Array.from({ length: columns }, (_, i) => i).flatMap((first) =>
    Array.from({ length: columns - first - 1 }, (_, i): [number, number] => [first, first + 1 + i]),
  );
