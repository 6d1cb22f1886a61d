import type { Grid } from '../schema/details.ts';
import { spaced } from '../spaced.ts';
import { grouped } from '../summary/grouped.ts';
import { knRate } from '../summary/rate.ts';
import type { Ledger } from '../summary/row.ts';
import { isValid, type Settled } from '../summary/settle.ts';

type Label = (settled: Settled) => string;

/** Rates by target object and another factor; rates by condition and scenario are in the cells of each scenario. */
export const gridsOf = (ledger: Ledger): Grid[] =>
  ['position', 'instruction'].flatMap((factor) => objectBy(factor, ledger) ?? []);

/** Where other factors vary too, an episode is in no such cell: they would mix in. */
function objectBy(factor: string, { settled, conditions }: Ledger): Grid | null {
  const factors = ['object', factor];
  const isVaried = conditions.some((each) => each.factor?.split('+').some((name) => factors.includes(name)));
  const episodes = settled.filter(
    ({ episode: { targetModel, assignments } }) =>
      targetModel !== null && assignments.every((each) => factors.includes(each.factor)),
  );
  if (!isVaried || episodes.length === 0) return null;
  const levelOf: Label = ({ episode }) => {
    const level = episode.assignments.find((each) => each.factor === factor)?.level ?? 'nominal';
    return `${spaced(level)}${episode.control ? ' (control)' : ''}`;
  };
  return { name: `object by ${factor}`, corner: 'target object', ...cellsOf(episodes, objectOf, levelOf) };
}

/** The model; a level that leaves it as it is (another colour) is named too. */
function objectOf({ episode }: Settled): string {
  const level = episode.assignments.find(({ factor }) => factor === 'object')?.level;
  return spaced(`${episode.targetModel}${level ? ` (${level})` : ''}`);
}

function cellsOf(settled: readonly Settled[], rowOf: Label, columnOf: Label): Pick<Grid, 'columns' | 'rows'> {
  const columns = [...grouped(settled, columnOf).keys()];
  const rows = [...grouped(settled, rowOf)].map(([name, members]) => {
    const cells = grouped(members, columnOf);
    return { name, cells: columns.map((column) => cellOf(cells.get(column))) };
  });
  return { columns, rows };
}

function cellOf(settled: readonly Settled[] | undefined): Grid['rows'][number]['cells'][number] {
  if (!settled) return null;
  const valid = settled.filter(isValid);
  return knRate({ k: valid.filter((each) => each.outcome === 'success').length, n: valid.length });
}
