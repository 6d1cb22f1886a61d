import type { CellRates } from '../input.ts';
import type { LevelRow, ViewRow } from '../schema/summary.ts';
import type { Condition } from './condition.ts';
import { type Anchors, differenceToNominal } from './paired.ts';
import { rateOf } from './rate.ts';
import type { Settled } from './settle.ts';
import { pooled, solvabilityOf } from './solvable.ts';
import { countsOf, evidenceOf } from './tally.ts';

/** What every row of a report is computed from. */
export interface Ledger {
  readonly conditions: readonly Condition[];
  readonly settled: readonly Settled[];
  /** Episodes of each condition, by its key. */
  readonly byCondition: ReadonlyMap<string, readonly Settled[]>;
  readonly anchors: Anchors;
  readonly oracle: CellRates | undefined;
  readonly floors: Readonly<Record<string, CellRates>>;
}

export type RowParts = Omit<LevelRow, 'scenarios'>;

/** One row over conditions that are the same factor and level, in one scenario or in several. */
export function rowOf(conditions: readonly [Condition, ...Condition[]], ledger: Ledger): RowParts {
  const [{ factor, level }] = conditions;
  const cells = conditions.map(({ key }) => key);
  const control = conditions.every((each) => each.control);
  const settled = episodesOf(conditions, ledger);
  return {
    factor,
    level,
    control,
    unsupported: reasonOf(conditions),
    counts: countsOf(settled),
    rate: rateOf(settled),
    toNominal: factor === null ? null : differenceToNominal(settled, ledger.anchors),
    evidence: evidenceOf(settled),
    oracle: pooled(ledger.oracle, cells),
    solvable: solvabilityOf(ledger.oracle, cells, control),
    floors: floorsOf(ledger, cells),
  };
}

export function viewRow(label: string, control: boolean, settled: readonly Settled[]): ViewRow {
  return { label, control, counts: countsOf(settled), rate: rateOf(settled) };
}

export const episodesOf = (conditions: readonly Condition[], { byCondition }: Ledger): Settled[] =>
  conditions.flatMap(({ key }) => byCondition.get(key) ?? []);

/** A row is unsupported when nothing of it could be run; the reasons are as different as its scenarios. */
function reasonOf(conditions: readonly Condition[]): string | null {
  const reasons = conditions.flatMap(({ unsupported }) => unsupported ?? []);
  return reasons.length < conditions.length ? null : [...new Set(reasons)].join('; ');
}

function floorsOf({ floors }: Ledger, cells: readonly string[]): RowParts['floors'] {
  const known = Object.entries(floors).map(([policy, rates]) => [policy, pooled(rates, cells)] as const);
  return Object.fromEntries(known.flatMap(([policy, rate]) => (rate ? [[policy, rate]] : [])));
}
