import { HarnessError } from '../errors.ts';
import type { Condition, Scenario } from '../scenario/scenario.ts';
import { didYouMean, listed } from '../suggest.ts';

/** What of a suite to run; an empty list takes all. */
export interface Selection {
  readonly scenarios: readonly string[];
  readonly factors: readonly string[];
  /** `dim` or `lighting=dim`. */
  readonly levels: readonly string[];
}

export const EVERYTHING: Selection = { scenarios: [], factors: [], levels: [] };

/**
 * The scenarios and conditions that were asked for. Nominal always stays: every level is compared with it. A pair stays when both
 * of its levels were asked for.
 * @throws HarnessError E_USAGE for a name that no scenario has
 */
export function select(scenarios: readonly Scenario[], selection: Selection): Scenario[] {
  const assignments = scenarios.flatMap((scenario) =>
    scenario.conditions.flatMap((condition) => condition.assignments),
  );
  known(
    selection.scenarios,
    scenarios.map((scenario) => scenario.id),
    'scenario',
  );
  known(
    selection.factors,
    assignments.map((each) => each.factor),
    'factor',
  );
  known(
    selection.levels,
    assignments.flatMap(({ factor, level }) => [level, `${factor}=${level}`]),
    'level',
  );
  return scenarios
    .filter(({ id }) => selection.scenarios.length === 0 || selection.scenarios.includes(id))
    .map((scenario) => ({
      ...scenario,
      conditions: scenario.conditions.filter((condition) => wanted(condition, selection)),
    }));
}

function wanted({ assignments }: Condition, { factors, levels }: Selection): boolean {
  return assignments.every(
    ({ factor, level }) =>
      (factors.length === 0 || factors.includes(factor)) &&
      (levels.length === 0 || levels.includes(level) || levels.includes(`${factor}=${level}`)),
  );
}

function known(asked: readonly string[], names: readonly string[], what: string): void {
  const unique = [...new Set(names)];
  const stray = asked.find((name) => !unique.includes(name));
  if (stray === undefined) return;
  throw new HarnessError('E_USAGE', `unknown ${what} "${stray}": expected one of ${listed(unique)}`, {
    hint: didYouMean(stray, unique),
  });
}
