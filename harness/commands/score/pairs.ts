import { requestIn } from '../../../agents/grounding/score/request.ts';
import { readTruth, type Truth } from '../../../agents/grounding/score/truth.ts';
import { HarnessError, type Location } from '../../errors.ts';
import { didYouMean } from '../../suggest.ts';
import type { Entry } from './entries.ts';

/** A question with its truth, and what was answered; null where there is no answer. */
export interface Pair {
  /** As the truth has it; "1" and 1 are the same question. */
  readonly id: string | number;
  readonly truth: Truth;
  /** The words that asked; null where the truth does not tell. */
  readonly request: string | null;
  readonly text: string | null;
}

interface Named<T> {
  readonly id: string;
  readonly given: string | number;
  readonly value: T;
  readonly location: Location;
}

/**
 * In the order of the truth.
 * @throws HarnessError E_INPUT for what is not in form: the first, with all of them in `cause`
 */
export function pairsOf(predictions: readonly Entry[], truths: readonly Entry[]): Pair[] {
  const faults: HarnessError[] = [];
  const known = byId(
    truths.map((entry) => named(entry, truthIn)),
    faults,
  );
  const said = byId(
    predictions.map((entry) => named(entry, textIn)),
    faults,
  );
  for (const { id, location } of said.values()) {
    if (!known.has(id))
      faults.push(fault(`id '${id}': expected one of the truth's, got none with it`, location, hint(id, known)));
  }
  if (faults.length > 0) throw firstOf(faults);
  return [...known.values()].map(({ id, given, value }) => ({
    id: given,
    ...value,
    text: said.get(id)?.value ?? null,
  }));
}

const hint = (id: string, known: ReadonlyMap<string, unknown>) => didYouMean(id, [...known.keys()].slice(0, 1000));

function named<T>({ value, location }: Entry, read: (value: object) => T): Named<T> | HarnessError {
  try {
    if (typeof value !== 'object' || value === null)
      throw fault(`expected an object with an id, got ${JSON.stringify(value)}`, location);
    const given = idOf(value);
    return { id: String(given), given, value: read(value), location };
  } catch (error) {
    if (error instanceof HarnessError) return fault(error.message, location);
    throw error;
  }
}

function idOf(value: object): string | number {
  const id = 'id' in value ? value.id : undefined;
  if (typeof id === 'string' || typeof id === 'number') return id;
  throw fault(`id: expected a text or a number, got ${JSON.stringify(id)}`);
}

function textIn(value: object): string {
  const text = 'text' in value ? value.text : undefined;
  if (typeof text === 'string') return text;
  throw fault(`text: expected the answer as a text, got ${JSON.stringify(text)?.slice(0, 60)}`);
}

function truthIn(value: object): Pick<Pair, 'truth' | 'request'> {
  const read = readTruth(value);
  if ('truth' in read) return { truth: read.truth, request: requestIn(value) };
  throw fault(read.problem);
}

function byId<T>(all: readonly (Named<T> | HarnessError)[], faults: HarnessError[]): Map<string, Named<T>> {
  const found = new Map<string, Named<T>>();
  for (const each of all) {
    if (each instanceof HarnessError) faults.push(each);
    else if (found.has(each.id)) faults.push(fault(`id '${each.id}': expected it once, got it again`, each.location));
    else found.set(each.id, each);
  }
  return found;
}

const fault = (message: string, location?: Location, hint?: string): HarnessError =>
  new HarnessError('E_INPUT', message, { location, hint });

const SHOWN = 20;

function firstOf(faults: readonly HarnessError[]): HarnessError {
  const [{ code, message, location, hint }] = faults as [HarnessError];
  const cause = new AggregateError(faults.slice(0, SHOWN), `${faults.length} faults`);
  return new HarnessError(code, message, { location, hint, cause });
}
