import { readFile } from 'node:fs/promises';
import { HarnessError, type Location } from '../../errors.ts';

/** One thing of a user's file, and where it stands. */
export interface Entry {
  readonly value: unknown;
  readonly location: Location;
}

/**
 * JSON lines, or one JSON list. Bytes that are no UTF-8 become replacement characters; empty lines are passed over.
 * @throws HarnessError E_INPUT with the place of the first line that is no JSON
 */
export async function readEntries(file: string): Promise<Entry[]> {
  const text = await textOf(file);
  const list = text.trimStart().startsWith('[') ? listOf(file, text) : linesOf(file, text);
  if (list.length > 0) return list;
  throw new HarnessError('E_INPUT', 'expected at least one entry, got an empty file', { location: at(file, 1) });
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new HarnessError('E_INPUT', `cannot read ${file}: expected a file that may be read, got ${code}`, { cause });
  }
}

function linesOf(file: string, text: string): Entry[] {
  return text.split('\n').flatMap((line, i) => {
    const location = at(file, i + 1);
    return line.trim() === '' ? [] : [{ value: parsed(line, location), location }];
  });
}

/** An entry stands where the list starts: JSON.parse keeps no places. */
function listOf(file: string, text: string): Entry[] {
  const location = at(file, 1);
  return (parsed(text, location) as unknown[]).map((value) => ({ value, location }));
}

function parsed(text: string, location: Location): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new HarnessError('E_INPUT', `expected JSON, got ${JSON.stringify(text.slice(0, 40))}`, { location, cause });
  }
}

const at = (file: string, line: number): Location => ({ file, line, column: 1 });
