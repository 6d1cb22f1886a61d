import { parse } from 'csv-parse/sync';
import { HarnessError, type Location } from '../../harness/errors.ts';
import type { ComparedEpisode } from '../compare/index.ts';
import type { ForeignFile, ForeignResults } from './results.ts';
import { entrantsOfRows, type ForeignRow } from './rows.ts';

const REQUIRED = ['policy', 'scenario', 'seed', 'success'] as const;
const OPTIONAL = ['condition', 'factor', 'level', 'replicate', 'end', 'steps'] as const;

type Name = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number];
/** Where each column stands; those that are left out are not there. */
type Columns = Readonly<Partial<Record<Name, number>>>;

/**
 * Results of any origin as CSV: a row an episode, with the columns policy, scenario, seed and success (0, 1, true, false),
 * and if wanted condition, or factor and level, and replicate, end, steps. Other columns are passed over.
 *
 * @throws HarnessError `E_INPUT` with file and line for what cannot be.
 */
export function readCsv(source: ForeignFile): ForeignResults {
  const [head, ...lines] = recordsOf(source);
  const columns = columnsOf(head ?? [], source.file);
  const rows = lines.map((line, at) => rowOf(line, columns, () => lineOf(source, at)));
  if (rows.length === 0) {
    throw new HarnessError('E_INPUT', 'expected a row for each episode, got none', {
      location: placeAt(source.file, 1),
    });
  }
  const origin = { source: 'csv' as const, location: source.file, setting: {} };
  return { entrants: entrantsOfRows(rows, origin, (at) => lineOf(source, at)), beside: [] };
}

const placeAt = (file: string, line: number): Location => ({ file, line, column: 1 });

function recordsOf({ file, text }: ForeignFile): string[][] {
  try {
    return parse(text, { bom: true, skip_empty_lines: true, trim: true, relax_column_count: true });
  } catch (cause) {
    const { lines, message } = cause as { lines?: number; message: string };
    throw new HarnessError('E_INPUT', `expected CSV, got what cannot be read: ${message}`, {
      location: placeAt(file, lines ?? 1),
      cause,
    });
  }
}

/** Only asked for in a complaint: a quoted field may span lines, so the file is read again to count them. */
function lineOf({ file, text }: ForeignFile, row: number): Location {
  const options = { bom: true, skip_empty_lines: true, trim: true, relax_column_count: true, info: true } as const;
  const records = parse(text, options) as unknown as { info: { lines: number } }[];
  return placeAt(file, records[row + 1]!.info.lines);
}

function columnsOf(head: readonly string[], file: string): Columns {
  const names = head.map((name) => name.toLowerCase());
  const missing = REQUIRED.filter((name) => !names.includes(name));
  if (names.includes('factor') !== names.includes('level'))
    missing.push((names.includes('factor') ? 'level' : 'factor') as never);
  if (missing.length > 0) {
    const message = `expected the columns ${REQUIRED.join(', ')}; missing: ${missing.join(', ')}; got ${head.join(', ') || 'nothing'}`;
    throw new HarnessError('E_INPUT', message, { location: placeAt(file, 1) });
  }
  const known = [...REQUIRED, ...OPTIONAL].filter((name) => names.includes(name));
  return Object.fromEntries(known.map((name) => [name, names.indexOf(name)]));
}

function rowOf(line: readonly string[], columns: Columns, locate: () => Location): ForeignRow {
  const cell = (name: Name): string => line[columns[name] ?? -1] ?? '';
  for (const name of REQUIRED) {
    if (cell(name) === '')
      throw new HarnessError('E_INPUT', `${name}: expected a value, got nothing`, { location: locate() });
  }
  return {
    policy: cell('policy'),
    scenario: cell('scenario'),
    assignments: assignmentsOf(cell('condition'), cell('factor'), cell('level')),
    seed: cell('seed'),
    repeat: cell('replicate'),
    outcome: outcomeOf(cell('success'), locate),
    end: cell('end') || null,
    steps: stepsOf(cell('steps'), locate),
  };
}

const SUCCESS: Readonly<Record<string, ComparedEpisode['outcome']>> = {
  '1': 'success',
  true: 'success',
  '0': 'failure',
  false: 'failure',
};

function outcomeOf(text: string, locate: () => Location): ComparedEpisode['outcome'] {
  const outcome = SUCCESS[text.toLowerCase()];
  if (outcome) return outcome;
  throw new HarnessError('E_INPUT', `success: expected 0, 1, true or false, got ${JSON.stringify(text)}`, {
    location: locate(),
  });
}

function stepsOf(text: string, locate: () => Location): number | null {
  if (text === '') return null;
  const steps = Number(text);
  if (Number.isSafeInteger(steps) && steps >= 0) return steps;
  throw new HarnessError('E_INPUT', `steps: expected a whole number, got ${JSON.stringify(text)}`, {
    location: locate(),
  });
}

/** `factor=level` in a condition is taken apart, as it is in the ids of this harness. */
function assignmentsOf(condition: string, factor: string, level: string): ComparedEpisode['assignments'] {
  if (factor !== '') return [{ factor, level }];
  if (condition === '' || condition === 'nominal') return [];
  return condition.split('+').map((part) => {
    const [name, value] = part.split('=');
    return value === undefined ? { factor: 'condition', level: part } : { factor: name!, level: value };
  });
}
