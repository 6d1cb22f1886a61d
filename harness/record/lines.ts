import { readFile } from 'node:fs/promises';
import { HarnessError, type Location } from '../errors.ts';

export interface Lines<T> {
  readonly values: readonly T[];
  /** A last line without its newline: the writer died in the middle of it. Dropped, and said so. */
  readonly torn: boolean;
}

/** Reads a JSON-lines file; a torn last line is dropped, any other bad line is an error with its number. */
export async function readLines<T>(file: string): Promise<Lines<T>> {
  const { values, torn } = await readTexts(file);
  return { values: values.map((text, i) => parseLine(text, { file, line: i + 1, column: 1 }) as T), torn };
}

/** The same, not yet parsed. */
export async function readTexts(file: string): Promise<Lines<string>> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  const torn = lines.pop() !== '';
  return { values: lines, torn };
}

/** @throws HarnessError E_RECORDS for what is no JSON */
export function parseLine(text: string, location: Location): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new HarnessError('E_RECORDS', `expected a line of JSON, got ${JSON.stringify(text.slice(0, 40))}`, {
      location,
      cause,
    });
  }
}

const VERSION = 1;

/** @throws HarnessError E_RECORDS for what another release wrote */
export function checkVersion(value: unknown, location: Location): void {
  const { schemaVersion } = Object(value) as { readonly schemaVersion?: unknown };
  if (schemaVersion === VERSION) return;
  const got = JSON.stringify(schemaVersion) ?? 'none';
  throw new HarnessError('E_RECORDS', `expected schemaVersion ${VERSION}, got ${got}`, { location });
}
