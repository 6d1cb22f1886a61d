/** The few checks by hand on the path of each step, where a schema library would cost more than the work itself. */
import { HarnessError } from '../errors.ts';

export type Fields = Readonly<Record<string, unknown>>;

export const isMap = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);

/** What came, short enough for a message. */
export function shown(value: unknown): string {
  if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`;
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** The error for a reply that breaks the protocol: which field, what was expected, what came. */
export function malformed(field: string, expected: string, got: unknown): HarnessError {
  return new HarnessError('E_PROTOCOL', `${field}: expected ${expected}, got ${shown(got)}`);
}

export function mapAt(fields: Fields, key: string): Fields {
  const value = fields[key];
  if (!isMap(value)) throw malformed(key, 'a map', value);
  return value;
}

export function stringAt(fields: Fields, key: string): string {
  const value = fields[key];
  if (typeof value !== 'string') throw malformed(key, 'a string', value);
  return value;
}

/** Numbers of an exact count, all finite. */
export function numbersAt(fields: Fields, key: string, count: number): number[] {
  const value = fields[key];
  const fits = Array.isArray(value) && value.length === count && value.every((each) => Number.isFinite(each));
  if (!fits) throw malformed(key, `${count} finite numbers`, value);
  return value;
}
