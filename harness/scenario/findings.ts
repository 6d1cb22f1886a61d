import { HarnessError } from '../errors.ts';
import { unknown } from '../library/library.ts';
import type { Places } from './issues.ts';
import type { Path } from './source.ts';

/** Collects what is wrong with a setup, each with its place. */
export interface Findings {
  readonly errors: HarnessError[];
  /** Notes the message unless `ok`. */
  expect(ok: boolean, path: Path, message: string): void;
  /** Notes an unknown name; a missing one is no fault. */
  known(name: string | undefined | null, names: readonly string[], what: string, path: Path): boolean;
}

export function findings(places: Places): Findings {
  const errors: HarnessError[] = [];
  return {
    errors,
    expect: (ok, path, message) => {
      if (!ok)
        errors.push(new HarnessError('E_SCENARIO', `${path.join('.')}: ${message}`, { location: places.locate(path) }));
    },
    known: (name, names, what, path) => {
      if (name === undefined || name === null || names.includes(name)) return true;
      errors.push(unknown(name, names, what, places.locate(path)));
      return false;
    },
  };
}
