import { type CsvCell, csvText } from '../../csv.ts';
import type { Comparison } from '../../schema/details.ts';
import type { Cell, Summary } from '../../schema/summary.ts';

const COLUMNS = [
  'scenario',
  'condition',
  'factor',
  'level',
  'control',
  'planned',
  'success',
  'failure',
  'infra_error',
  'invalid',
  'not_run',
  'rate',
  'low',
  'high',
  'pairs',
  'gained',
  'lost',
  'difference_to_nominal',
  'difference_low',
  'difference_high',
  'level_p_holm',
  'level_finding',
  'applied',
  'not_applied',
  'unsupported',
  'oracle_rate',
  'solvable',
  'why_not_run',
] as const;

/** A line for each cell of the plan; rates are fractions, what is not known is empty. `level_` is of the level over all scenarios. */
export function cellsCsv(summary: Summary): string {
  const cells = summary.scenarios.flatMap((scenario) => scenario.cells);
  return csvText([COLUMNS, ...cells.map((cell) => lineOf(cell, summary.details?.comparisons ?? []))]);
}

function lineOf(cell: Cell, comparisons: readonly Comparison[]): CsvCell[] {
  const { counts, rate, toNominal, evidence } = cell;
  const tested = comparisons.find((each) => each.factor === cell.factor && each.level === cell.level);
  return [
    ...[cell.scenarioId, cell.conditionId, cell.factor, cell.level, cell.control],
    ...[counts.planned, counts.success, counts.failure, counts.infraError, counts.invalid, counts.notRun],
    ...[rate.rate, rate.low, rate.high],
    ...[toNominal?.pairs ?? null, toNominal?.gained ?? null, toNominal?.lost ?? null],
    ...[toNominal?.difference ?? null, toNominal?.low ?? null, toNominal?.high ?? null],
    ...[tested?.adjusted ?? null, tested?.finding ?? null],
    ...[evidence.applied, evidence.notApplied, evidence.unsupported],
    ...[cell.oracle?.rate ?? null, cell.solvable, cell.unsupported],
  ];
}
