import type { z } from 'zod';
import { counted } from '../counted.ts';
import { HarnessError, type Location } from '../errors.ts';
import { didYouMean, listed } from '../suggest.ts';
import { keysAt } from './known-keys.ts';
import type { Path } from './source.ts';
import { unitHint } from './units.ts';

type Issue = z.core.$ZodIssue;

export interface Places {
  locate(path: Path): Location;
  locateKey(path: Path): Location;
}

/** What a schema found wrong, each as one error with its place in the file. */
export function errorsOf(issues: readonly Issue[], schema: z.core.$ZodType, places: Places): HarnessError[] {
  const flat = issues.flatMap(flatten);
  const unknownAt = new Set(
    flat.filter((issue) => issue.code === 'unrecognized_keys').map((issue) => issue.path.join('.')),
  );
  return flat
    .filter((issue) => issue.code !== 'custom' || !unknownAt.has(issue.path.join('.')))
    .flatMap((issue) =>
      issue.code === 'unrecognized_keys' ? unknownKeys(issue, schema, places) : [wrongValue(issue, places)],
    );
}

/** Of a union, the findings of the one alternative that has the right kind of value; else the union's own. */
function flatten(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const near = issue.errors.filter(
    (branch) => !branch.some((inner) => inner.path.length === 0 && inner.code === 'invalid_type'),
  );
  if (near.length !== 1) return [issue];
  return near[0]!.flatMap((inner) => flatten({ ...inner, path: [...issue.path, ...inner.path] }));
}

function unknownKeys(issue: z.core.$ZodIssueUnrecognizedKeys, schema: z.core.$ZodType, places: Places): HarnessError[] {
  const known = keysAt(schema, issue.path);
  const what = issue.path.length === 1 && issue.path[0] === 'factors' ? 'factor' : 'key';
  return issue.keys.map((key) => {
    const where = issue.path.length > 0 ? ` in ${dotted(issue.path)}` : '';
    return new HarnessError('E_SCENARIO', `unknown ${what} "${key}"${where}: expected one of ${listed(known)}`, {
      location: places.locateKey([...(issue.path as Path), key]),
      hint: unitHint(key, known) ?? didYouMean(key, known),
    });
  });
}

function wrongValue(issue: Issue, places: Places): HarnessError {
  const path = issue.path as Path;
  const name = path.length > 0 ? dotted(path) : 'the file';
  if (issue.input === undefined) {
    return new HarnessError('E_SCENARIO', `missing ${name}: ${expectation(issue)}, got nothing`, {
      location: places.locate(path),
    });
  }
  const message = `${name}: ${expectation(issue)}, got ${shown(issue.input)}`;
  return new HarnessError('E_SCENARIO', message, { location: places.locate(path), hint: hintFor(issue) });
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${kind(issue.expected)}`;
    case 'invalid_value':
      return `expected one of ${listed(issue.values.map(String))}`;
    case 'too_big':
      return `expected at most ${amount(issue.maximum, issue.origin)}`;
    case 'too_small':
      return `expected ${issue.inclusive === false ? 'more than' : 'at least'} ${amount(issue.minimum, issue.origin)}`;
    case 'invalid_key':
      return 'expected a name: a letter, then letters, digits and _';
    default:
      return issue.message;
  }
}

function amount(limit: number | bigint, origin: string): string {
  const noun = { string: 'character', array: 'item' }[origin];
  return noun ? counted(Number(limit), noun) : String(limit);
}

function hintFor(issue: Issue): string | undefined {
  if (issue.code !== 'invalid_value' || typeof issue.input !== 'string') return undefined;
  return didYouMean(issue.input, issue.values.map(String));
}

function kind(expected: string): string {
  const words: Record<string, string> = {
    object: 'a mapping',
    record: 'a mapping',
    array: 'a list',
    tuple: 'a list',
    int: 'a whole number',
    string: 'text',
  };
  return words[expected] ?? `a ${expected}`;
}

export function shown(value: unknown): string {
  if (typeof value === 'number') return String(value);
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

const dotted = (path: readonly PropertyKey[]): string => path.map(String).join('.');
