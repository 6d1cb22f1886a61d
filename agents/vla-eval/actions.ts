import type { Tensor } from '../action/model.ts';
import { isTensor, type Wire } from '../wire/msgpack-numpy.ts';

/**
 * The actions of an answer: an array, or lists of numbers, which a server may send as well.
 * @throws Error: what was expected and what came
 */
export function actionsIn(value: Wire | undefined): Tensor {
  if (isTensor(value)) return value;
  const rows = Array.isArray(value) ? (value as readonly Wire[]) : null;
  if (rows?.every(isNumber)) return { shape: [rows.length], data: Float64Array.from(rows) };
  if (rows?.every(isRow) && rows.every((row) => row.length === rows[0]!.length)) {
    return { shape: [rows.length, rows[0]!.length], data: Float64Array.from(rows.flat()) };
  }
  throw new Error(
    `expected an array as actions, got ${value === undefined ? 'none' : JSON.stringify(value).slice(0, 80)}`,
  );
}

const isNumber = (value: Wire): value is number => typeof value === 'number';
const isRow = (value: Wire): value is readonly number[] => Array.isArray(value) && value.every(isNumber);
