import type { z } from 'zod';
import { HarnessError, type Location } from '../errors.ts';
import { expectation, shown } from '../expectation.ts';
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

function hintFor(issue: Issue): string | undefined {
  if (issue.code !== 'invalid_value' || typeof issue.input !== 'string') return undefined;
  return didYouMean(issue.input, issue.values.map(String));
}

const dotted = (path: readonly PropertyKey[]): string => path.map(String).join('.');
