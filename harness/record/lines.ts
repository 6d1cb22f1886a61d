import { createReadStream } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { HarnessError, type Location } from '../errors.ts';

export interface Lines<T> {
  readonly values: readonly T[];
  /** A last line without its newline: the writer died in the middle of it. Dropped, and said so. */
  readonly torn: boolean;
}

/** Reads a JSON-lines file; a torn last line is dropped, any other bad line is an error with its number. */
export async function readLines<T>(file: string): Promise<Lines<T>> {
  const values: T[] = [];
  const { torn } = await eachLine(file, (text, line) => values.push(parseLine(text, { file, line, column: 1 }) as T));
  return { values, torn };
}

/** The same, not yet parsed. */
export async function readTexts(file: string): Promise<Lines<string>> {
  const values: string[] = [];
  const { torn } = await eachLine(file, (text) => values.push(text));
  return { values, torn };
}

/** Large enough that splitting costs little, small enough that nobody notices it. */
const PIECE_BYTES = 1 << 20;

/** Visits a file line by line, the first is 1, and holds no more of it than a piece: a long run's log fits no text of Node's. */
export async function eachLine(
  file: string,
  visit: (text: string, line: number) => void,
): Promise<{ readonly torn: boolean }> {
  const decoder = new StringDecoder('utf8');
  let [rest, line] = ['', 0];
  for await (const piece of createReadStream(file, { highWaterMark: PIECE_BYTES })) {
    const texts = (rest + decoder.write(piece as Buffer)).split('\n');
    rest = texts.pop()!;
    for (const text of texts) visit(text, ++line);
  }
  return { torn: rest + decoder.end() !== '' };
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
