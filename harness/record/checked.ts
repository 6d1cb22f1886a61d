import type { z } from 'zod';
import { HarnessError, type Location } from '../errors.ts';
import { expectation, shown } from '../expectation.ts';
import { checkVersion } from './lines.ts';

type Path = z.core.$ZodIssue['path'];

/**
 * What was read from a run folder, in the form that it must have.
 * @param where its place, or the place of a field in it
 * @throws HarnessError E_RECORDS with the first field that is not as it should be
 */
export function checked<T>(schema: z.ZodType<T>, value: unknown, where: Location | ((field: Path) => Location)): T {
  const { success, data, error } = schema.safeParse(value, { reportInput: true });
  if (success) return data;
  const issue = error.issues[0]!;
  const location = typeof where === 'function' ? where(issue.path) : where;
  if (issue.path[0] === 'schemaVersion') checkVersion(value, location);
  const field = issue.path.map(String).join('.') || 'this line';
  const message = `${field}: ${expectation(issue)}, got ${issue.input === undefined ? 'nothing' : shown(issue.input)}`;
  throw new HarnessError('E_RECORDS', message, { location });
}
