import { chiSquareTail } from './distribution.ts';
import { type OutcomeRows, requireOutcomes } from './outcomes.ts';
import type { ChiSquareResult } from './test-result.ts';

/**
 * Cochran's Q: whether two or more policies have one success rate on the same scenarios.
 *
 * Source: W. G. Cochran, Biometrika 37 (1950) 256-266: Q = (m - 1) (m sum C^2 - N^2) / (m N - sum R^2) with C the column
 * sums, R the row sums, N their total; chi-square with m - 1 degrees of freedom.
 * Limits: asymptotic: rows with all or no successes say nothing, and some two dozen others are wanted. It says that some
 * policies differ, not which: go on with `pairwiseMcnemar`. Rows are independent of each other.
 *
 * @returns statistic 0 and p 1 where no row tells the policies apart.
 * @throws HarnessError `E_ARGUMENT` unless all rows are equally long and of 0 and 1.
 */
export function cochranQ(rows: OutcomeRows): ChiSquareResult {
  const columns = requireOutcomes(rows);
  const df = Math.max(0, columns - 1);
  const perColumn = new Array<number>(columns).fill(0);
  let [total, squares] = [0, 0];
  for (const row of rows) {
    let sum = 0;
    for (let i = 0; i < columns; i++) {
      perColumn[i]! += row[i]!;
      sum += row[i]!;
    }
    total += sum;
    squares += sum * sum;
  }
  const spread = columns * total - squares;
  if (spread === 0) return { statistic: 0, df, pValue: 1 };
  const columnSquares = perColumn.reduce((sum, each) => sum + each * each, 0);
  const statistic = (df * (columns * columnSquares - total * total)) / spread;
  return { statistic, df, pValue: chiSquareTail(statistic, df) };
}
