import type { KnRate, LevelRow, ScenarioSummary, Summary } from '../schema/summary.ts';
import { spaced } from '../spaced.ts';
import { levelGroups, levelName } from './level-groups.ts';

/** Rates of a factor's levels in each scenario that has any of them. */
export interface ScenarioMap {
  readonly title: string | null;
  readonly scenarios: readonly string[];
  readonly rows: readonly {
    readonly name: string;
    /** One for each scenario; null where the level was not planned. */
    readonly cells: readonly (KnRate | null)[];
  }[];
}

export function scenarioMaps(summary: Summary): ScenarioMap[] {
  return levelGroups(summary).map(({ title, rows }) => {
    const scenarios = summary.scenarios.filter((scenario) => rows.some((row) => cellIn(scenario, row) !== null));
    return {
      title,
      scenarios: scenarios.map(({ scenarioId }) => spaced(scenarioId)),
      rows: rows.map((row) => ({
        name: levelName(row),
        cells: scenarios.map((scenario) => cellIn(scenario, row)),
      })),
    };
  });
}

function cellIn({ cells }: ScenarioSummary, { factor, level, control }: LevelRow): KnRate | null {
  const found = cells.find((each) => each.factor === factor && each.level === level && each.control === control);
  return found && found.unsupported === null ? found.rate : null;
}
