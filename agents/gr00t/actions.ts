/** GR00T's answer, an array for each part of the body, as rows. */
import { HarnessError } from '../../harness/errors.ts';
import type { Tensor } from '../action/model.ts';
import { isTensor, isWords, type Words } from './message.ts';
import type { Form } from './options.ts';

interface Part {
  readonly rows: number;
  readonly width: number;
  readonly data: ArrayLike<number | bigint>;
}

/**
 * [T, D]: the parts beside each other in the order of `keys`, or of the answer where that is empty.
 * @throws `E_POLICY_SERVER` for an answer that is not in the protocol; what its numbers are is not judged here
 */
export function actionsOf(reply: unknown, form: Form, keys: readonly string[]): Tensor {
  const map = mapOf(reply, form);
  const parts = (keys.length > 0 ? keys : Object.keys(map)).map((key) => partOf(map, key, form));
  const rows = parts[0]?.rows ?? 0;
  if (parts.some((part) => part.rows !== rows))
    throw malformed('parts with as many rows as each other', parts.map((part) => part.rows).join(', '));
  return { shape: [rows, parts.reduce((sum, { width }) => sum + width, 0)], data: sideBySide(parts, rows) };
}

function mapOf(reply: unknown, form: Form): Words {
  const map = form === 'n1.5' ? reply : Array.isArray(reply) && reply.length === 2 ? reply[0] : undefined;
  if (isWords(map) && !isTensor(map)) return map;
  throw malformed(form === 'n1.5' ? 'a map of actions' : '[map of actions, info]', summary(reply), form);
}

function partOf(map: Words, key: string, form: Form): Part {
  const bare = key.replace(/^action\./, '');
  const value = map[key] ?? map[bare] ?? map[`action.${bare}`];
  if (!isTensor(value)) throw malformed(`an array '${key}'`, summary(map));
  const { data } = value;
  // N1.5 leaves the batch of one out, and the width of one.
  const shape = form !== 'n1.5' && value.shape[0] === 1 ? value.shape.slice(1) : value.shape;
  const [rows = 1, width = 1] = shape;
  if (shape.length > 2 || shape.length < 1) throw malformed(`'${key}' of shape [1, T, D]`, `[${value.shape}]`);
  return { rows, width, data };
}

function sideBySide(parts: readonly Part[], rows: number): Float64Array {
  const width = parts.reduce((sum, part) => sum + part.width, 0);
  const out = new Float64Array(rows * width);
  let column = 0;
  for (const part of parts) {
    for (let at = 0; at < rows * part.width; at++)
      out[Math.floor(at / part.width) * width + column + (at % part.width)] = Number(part.data[at]);
    column += part.width;
  }
  return out;
}

function summary(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isTensor(value)) return `an array of shape [${value.shape}]`;
  return isWords(value) ? `a map of ${Object.keys(value).join(', ') || 'nothing'}` : String(value);
}

function malformed(expected: string, got: string, form?: Form): HarnessError {
  const hint = form && `it was asked in form ${form}; form= says another: n1.5, n1.6, sim`;
  return new HarnessError('E_POLICY_SERVER', `expected ${expected}, got ${got}`, { hint });
}
