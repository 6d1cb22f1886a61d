import type { z } from 'zod';
import { HarnessError } from '../errors.ts';
import { errorsOf } from './issues.ts';
import { readSource, type Source } from './source.ts';
import { scenarioText } from './text.ts';

/**
 * A YAML file of another kind than a scenario, read with the same care.
 *
 * @throws HarnessError of the given code with file, line and column of the first mistake; all of them are its cause
 */
export function checkedYaml<T>(
  bytes: Uint8Array,
  file: string,
  schema: z.ZodType<T>,
  code: string,
): { readonly value: T; readonly source: Source } {
  const source = sourceOf(bytes, file, code);
  const parsed = schema.safeParse(source.value, { reportInput: true });
  if (parsed.success) return { value: parsed.data, source };
  throw together(errorsOf(parsed.error.issues, schema, source), file, code);
}

function sourceOf(bytes: Uint8Array, file: string, code: string): Source {
  try {
    const result = readSource(scenarioText(bytes, file), file);
    if ('source' in result) return result.source;
    throw together(result.errors, file, code);
  } catch (error) {
    throw error instanceof HarnessError ? recoded(error, code) : error;
  }
}

/** The first of several mistakes in one file, with the others as its cause. */
export function together(errors: readonly HarnessError[], file: string, code: string): HarnessError {
  const [first, ...others] = errors.map((error) => recoded(error, code));
  if (others.length === 0) return first!;
  return recoded(first!, code, new AggregateError([first, ...others], `${others.length + 1} mistakes in ${file}`));
}

function recoded({ message, hint, location, cause }: HarnessError, code: string, because = cause): HarnessError {
  return new HarnessError(code, message.replace('one scenario a file', 'one document a file'), {
    ...(hint ? { hint } : {}),
    ...(location ? { location } : {}),
    cause: because,
  });
}
