import type { Grid } from '../schema/details.ts';
import { grouped } from '../summary/grouped.ts';
import { knRate } from '../summary/rate.ts';
import type { Ledger } from '../summary/row.ts';
import { isValid, type Settled } from '../summary/settle.ts';

type Label = (settled: Settled) => string;

/** Rates by two things at a time. Where other factors vary too, an episode is in no such cell: they would mix in. */
export function gridsOf({ settled, conditions }: Ledger): Grid[] {
  const varied = (factor: string) => conditions.some((each) => (each.factor ?? '').split('+').includes(factor));
  const only = (...factors: readonly string[]): Settled[] =>
    settled.filter(({ episode }) => episode.assignments.every(({ factor }) => factors.includes(factor)));
  const withTarget = (each: readonly Settled[]) => each.filter(({ episode }) => episode.targetModel !== null);
  const grids: Grid[] = [];
  if (varied('position') || varied('object')) {
    grids.push(
      gridOf(
        'object by position',
        'target object',
        withTarget(only('object', 'position')),
        objectOf,
        levelOf('position'),
      ),
    );
  }
  if (varied('instruction') || varied('object')) {
    grids.push(
      gridOf(
        'object by instruction',
        'target object',
        withTarget(only('object', 'instruction')),
        objectOf,
        levelOf('instruction'),
      ),
    );
  }
  const byCondition = gridOf(
    'condition by scenario',
    'condition',
    settled,
    conditionOf,
    ({ episode }) => episode.scenarioId,
  );
  return [...grids, byCondition].filter(({ rows }) => rows.length > 0);
}

export function gridOf(name: string, corner: string, settled: readonly Settled[], rowOf: Label, columnOf: Label): Grid {
  const columns = [...grouped(settled, columnOf).keys()];
  const rows = [...grouped(settled, rowOf)].map(([row, members]) => {
    const cells = grouped(members, columnOf);
    return { name: row, cells: columns.map((column) => cellOf(cells.get(column))) };
  });
  return { name, corner, columns, rows };
}

function cellOf(settled: readonly Settled[] | undefined): Grid['rows'][number]['cells'][number] {
  if (!settled) return null;
  const valid = settled.filter(isValid);
  return knRate({ k: valid.filter((each) => each.outcome === 'success').length, n: valid.length });
}

const marked = (text: string, { episode }: Settled): string => (episode.control ? `${text} (control)` : text);

/** The model; a level that leaves it as it is (another colour) is named too. */
const objectOf: Label = ({ episode }) => {
  const level = episode.assignments.find(({ factor }) => factor === 'object')?.level;
  return [episode.targetModel, level && `(${level.replaceAll('_', ' ')})`].filter(Boolean).join(' ');
};

const levelOf =
  (factor: string): Label =>
  (settled) =>
    marked(
      settled.episode.assignments.find((each) => each.factor === factor)?.level.replaceAll('_', ' ') ?? 'nominal',
      settled,
    );

const conditionOf: Label = (settled) =>
  marked(
    settled.episode.assignments
      .map(({ factor, level }) => `${factor}: ${level}`)
      .join(' + ')
      .replaceAll('_', ' ') || 'nominal',
    settled,
  );
