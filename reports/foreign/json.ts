import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { HarnessError, type Location } from '../../harness/errors.ts';
import { expectation, shown } from '../../harness/expectation.ts';
import type { ForeignFile } from './results.ts';

type Path = readonly PropertyKey[];

/**
 * A JSON file in the form that it must have. Python's NaN and Infinity, which its JSON module writes, are read as null.
 *
 * @throws HarnessError `E_INPUT` with file and line of the first thing that is not as it should be.
 */
export function checkedJson<T>(schema: z.ZodType<T>, source: ForeignFile): T {
  const { success, data, error } = schema.safeParse(parsed(source), { reportInput: true });
  if (success) return data;
  const issue = error.issues[0]!;
  const got = issue.input === undefined ? 'nothing' : shown(issue.input);
  throw misfit(source, issue.path, `${expectation(issue)}, got ${got}`);
}

/** A complaint about one place of a JSON file. */
export function misfit(source: ForeignFile, path: Path, problem: string): HarnessError {
  const field = path.map(String).join('.') || 'the file';
  return new HarnessError('E_INPUT', `${field}: ${problem}`, { location: locationOf(source, path) });
}

function parsed({ file, text }: ForeignFile): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    try {
      return JSON.parse(text.replace(/(?<=[:[,]\s*)(?:NaN|-?Infinity)(?=\s*[,\]}])/g, 'null'));
    } catch {
      const said = (cause as Error).message.replace(/\s+/g, ' ');
      const location = { file, line: lineOfOffset(text, said), column: 1 };
      throw new HarnessError('E_INPUT', `expected JSON, got what cannot be read: ${said}`, { location, cause });
    }
  }
}

function lineOfOffset(text: string, message: string): number {
  const offset = Number(/position (\d+)/.exec(message)?.[1] ?? text.length);
  return text.slice(0, offset).split('\n').length;
}

/** Read again as YAML, of which JSON is a part and which knows where things stand; the nearest place for what is missing. */
export function locationOf({ file, text }: ForeignFile, path: Path): Location {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, strict: false });
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as { range?: readonly number[] } | undefined;
    if (!node?.range) continue;
    const { line, col } = lines.linePos(node.range[0]!);
    return { file, line, column: col };
  }
  return { file, line: 1, column: 1 };
}
