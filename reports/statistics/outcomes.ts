import { HarnessError } from '../../harness/errors.ts';

/** Outcomes of several policies on the same scenarios: a row a scenario and seed, a column a policy; 1 success, 0 failure. */
export type OutcomeRows = readonly (readonly number[])[];

/** @returns the number of columns; 0 without rows. @throws HarnessError `E_ARGUMENT` unless all rows are equally long and of 0 and 1. */
export function requireOutcomes(rows: OutcomeRows): number {
  const columns = rows[0]?.length ?? 0;
  for (const [at, row] of rows.entries()) {
    if (row.length === columns && row.every((each) => each === 0 || each === 1)) continue;
    throw new HarnessError(
      'E_ARGUMENT',
      `row ${at}: expected ${columns} outcomes of 0 or 1, one a policy; got [${row.join(', ')}]`,
    );
  }
  return columns;
}
