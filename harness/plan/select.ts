import { HarnessError } from '../errors.ts';
import { type Assignment, type Condition, NOMINAL, type Scenario } from '../scenario/scenario.ts';
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
 * @throws HarnessError E_USAGE for a name that no selected scenario has, or a choice that leaves nothing but nominal
 */
export function select(scenarios: readonly Scenario[], selection: Selection): Scenario[] {
  const selected = chosen(scenarios, selection);
  const where = selection.scenarios.length > 0 ? ` in ${listed(selection.scenarios)}` : '';
  known(selection.factors, selected.flatMap(factorsOf), 'factor', where);
  known(selection.levels, selected.flatMap(levelsOf), 'level', where);
  const parts = selected.map((scenario) => ({
    ...scenario,
    conditions: scenario.conditions.filter((condition) => wanted(condition, selection)),
  }));
  if (isNarrowed(selection) && parts.every(isNominalOnly)) throw nothingLeft(selection, where);
  return parts;
}

/** One line for each factor or level that was asked for and that some selected scenario lacks: there it is not run. */
export function gaps(scenarios: readonly Scenario[], selection: Selection): string[] {
  const selected = chosen(scenarios, selection);
  const lacking = (what: string, name: string, namesOf: (scenario: Scenario) => string[]): string[] => {
    const without = selected.filter((scenario) => !namesOf(scenario).includes(name)).map(({ id }) => id);
    return without.length > 0 ? [`${what} "${name}" is not in ${listed(without)}: not run there, only nominal is`] : [];
  };
  return [
    ...selection.factors.flatMap((name) => lacking('factor', name, factorsOf)),
    ...selection.levels.flatMap((name) => lacking('level', name, levelsOf)),
  ];
}

function chosen(scenarios: readonly Scenario[], { scenarios: asked }: Selection): readonly Scenario[] {
  known(
    asked,
    scenarios.map(({ id }) => id),
    'scenario',
  );
  return scenarios.filter(({ id }) => asked.length === 0 || asked.includes(id));
}

const assignmentsOf = ({ conditions }: Scenario): Assignment[] => conditions.flatMap(({ assignments }) => assignments);
const factorsOf = (scenario: Scenario): string[] => assignmentsOf(scenario).map(({ factor }) => factor);
const levelsOf = (scenario: Scenario): string[] =>
  assignmentsOf(scenario).flatMap(({ factor, level }) => [level, `${factor}=${level}`]);

const isNarrowed = ({ factors, levels }: Selection): boolean => factors.length + levels.length > 0;
const isNominalOnly = ({ conditions }: Scenario): boolean => conditions.every(({ id }) => id === NOMINAL);

function wanted({ assignments }: Condition, { factors, levels }: Selection): boolean {
  return assignments.every(
    ({ factor, level }) =>
      (factors.length === 0 || factors.includes(factor)) &&
      (levels.length === 0 || levels.includes(level) || levels.includes(`${factor}=${level}`)),
  );
}

function known(asked: readonly string[], names: readonly string[], what: string, where = ''): void {
  const unique = [...new Set(names)];
  const stray = asked.find((name) => !unique.includes(name));
  if (stray === undefined) return;
  const valid = unique.length > 0 ? `expected one of ${listed(unique)}` : 'there is none';
  throw new HarnessError('E_USAGE', `unknown ${what} "${stray}"${where}: ${valid}`, {
    hint: didYouMean(stray, unique),
  });
}

function nothingLeft({ factors, levels }: Selection, where: string): HarnessError {
  const [of, level] = [listed(factors), listed(levels)];
  return new HarnessError(
    'E_USAGE',
    `nothing but nominal is left${where}: no factor of ${of} has a level of ${level}`,
    {
      hint: 'harness plan --suite ... prints every condition',
    },
  );
}
