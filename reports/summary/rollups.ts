import type { Cell, FactorSummary, LevelRow, ScenarioSummary } from '../schema/summary.ts';
import type { Condition } from './condition.ts';
import { grouped } from './grouped.ts';
import { rateOf } from './rate.ts';
import { episodesOf, type Ledger, rowOf } from './row.ts';
import { countsOf } from './tally.ts';

function cellsOf(ledger: Ledger, conditions: readonly Condition[]): Cell[] {
  return conditions.map((each) => ({
    scenarioId: each.scenarioId,
    conditionId: each.conditionId,
    ...rowOf([each], ledger),
  }));
}

/** The same level over all scenarios that have it. Their replicates are different seeds, so they pool. */
export function levelRows(ledger: Ledger, conditions: readonly Condition[]): LevelRow[] {
  const groups = grouped(conditions, ({ factor, level, control }) => JSON.stringify([factor, level, control]));
  return [...groups.values()].map((group) => ({ ...rowOf(group, ledger), scenarios: group.length }));
}

export function factorSummaries(ledger: Ledger): FactorSummary[] {
  const varied = ledger.conditions.filter(({ factor }) => factor !== null);
  return [...grouped(varied, ({ factor }) => factor ?? '')].map(([factor, conditions]) => ({
    factor,
    counts: countsOf(episodesOf(conditions, ledger)),
    rate: rateOf(episodesOf(withoutControls(conditions), ledger)),
    levels: levelRows(ledger, conditions),
  }));
}

export function scenarioSummaries(ledger: Ledger): ScenarioSummary[] {
  return [...grouped(ledger.conditions, ({ scenarioId }) => scenarioId)].map(([scenarioId, conditions]) => ({
    scenarioId,
    counts: countsOf(episodesOf(conditions, ledger)),
    rate: rateOf(episodesOf(withoutControls(conditions), ledger)),
    nominal: rateOf(episodesOf(nominalOf(conditions), ledger)),
    cells: cellsOf(ledger, conditions),
  }));
}

export const nominalOf = (conditions: readonly Condition[]): Condition[] =>
  conditions.filter(({ factor }) => factor === null);

const withoutControls = (conditions: readonly Condition[]): Condition[] => conditions.filter(({ control }) => !control);
