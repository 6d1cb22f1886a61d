import { HarnessError, type Location } from '../errors.ts';
import { didYouMean, listed } from '../suggest.ts';
import type { Places } from './issues.ts';
import type { Path, Source } from './source.ts';

/** One change of a level: where it goes in the scenario, and where it is written in the file. */
export interface Override {
  readonly path: readonly string[];
  readonly written: Path;
  readonly value: unknown;
}

type Json = Record<string, unknown>;

/** Keys of a level that say something about it instead of changing the scenario. */
const ABOUT = ['control'];

/** The changes of one level, in the order of the file. */
export function overridesOf(level: Json, factor: string, levelName: string): Override[] {
  return Object.entries(level)
    .filter(([key]) => !ABOUT.includes(key))
    .map(([key, value]) => ({ path: key.split('.'), written: ['factors', factor, levelName, key], value }));
}

/**
 * The scenario with the changes made; the base is left as it is.
 * An object or zone that the scenario does not have cannot be changed, except by giving the whole of it.
 */
export function applyOverrides(
  base: Json,
  overrides: readonly Override[],
  source: Source,
): { value: Json; errors: HarnessError[] } {
  const value = structuredClone(base);
  const errors: HarnessError[] = [];
  for (const override of overrides) {
    const error = misplaced(value, override, source);
    if (error) errors.push(error);
    else set(value, override.path, override.value);
  }
  return { value, errors };
}

function misplaced(base: Json, { path, written }: Override, source: Source): HarnessError | null {
  const [first, second] = path;
  const table = first === 'objects' || first === 'zones' ? ((base[first] ?? {}) as Json) : null;
  const location = source.locateKey(written);
  if (table && second !== undefined && path.length > 2 && !Object.hasOwn(table, second)) {
    const known = Object.keys(table);
    const message = `unknown ${first!.slice(0, -1)} "${second}" in ${path.join('.')}: expected one of ${listed(known)}`;
    return new HarnessError('E_SCENARIO', message, { location, hint: didYouMean(second, known) });
  }
  const solid = path.slice(0, -1).findIndex((_, i) => isSolid(valueAt(base, path.slice(0, i + 1))));
  if (solid < 0) return null;
  return new HarnessError(
    'E_SCENARIO',
    `${path.join('.')}: expected a mapping at ${path.slice(0, solid + 1).join('.')}, got a single value`,
    {
      location,
    },
  );
}

const isSolid = (value: unknown): boolean =>
  value !== undefined && (typeof value !== 'object' || value === null || Array.isArray(value));

function valueAt(base: Json, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => (isSolid(at) || at === undefined ? undefined : (at as Json)[key]), base);
}

function set(base: Json, path: readonly string[], value: unknown): void {
  const parent = path.slice(0, -1).reduce<Json>((at, key) => {
    if (!Object.hasOwn(at, key)) define(at, key, {});
    return Object.getOwnPropertyDescriptor(at, key)!.value as Json;
  }, base);
  define(parent, path.at(-1)!, value);
}

/** Not by assignment: a key `__proto__` must be an unknown key like any other. */
function define(at: Json, key: string, value: unknown): void {
  Object.defineProperty(at, key, { value, writable: true, enumerable: true, configurable: true });
}

/** Places of a condition: a part that a level changed stands where the level is written. */
export function placesOf(source: Source, overrides: readonly Override[]): Places {
  const find = (path: Path, locate: (path: Path) => Location): Location => {
    const within = overrides.findLast((override) => startsWith(path, override.path));
    if (within) return locate([...within.written, ...path.slice(within.path.length)]);
    const here = locate(path);
    const below = overrides.findLast(
      (override) => startsWith(override.path, path) && (path.length > 1 || !source.has(path)),
    );
    return below ? source.locateKey(below.written) : here;
  };
  return {
    locate: (path) => find(path, (each) => source.locate(each)),
    locateKey: (path) => find(path, (each) => source.locateKey(each)),
  };
}

const startsWith = (path: Path, start: Path): boolean => start.every((key, i) => String(path[i]) === String(key));
