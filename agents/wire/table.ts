import type { Tensor } from '../action/model.ts';
import { isTensor, type Wire } from './msgpack-numpy.ts';

/** Actions as an array or, from servers that write `.tolist()`, as lists of numbers; null for anything else. */
export function tableOf(value: Wire | undefined): Tensor | null {
  if (isTensor(value)) return value;
  const shape = lengths(value);
  return shape.length > 0 && fits(value, shape) ? { shape, data: Float64Array.from(flat(value)) } : null;
}

function lengths(value: Wire | undefined): number[] {
  return Array.isArray(value) ? [value.length, ...lengths(value[0])] : [];
}

function fits(value: Wire | undefined, [length, ...inner]: readonly number[]): boolean {
  if (length === undefined) return typeof value === 'number';
  return Array.isArray(value) && value.length === length && value.every((each) => fits(each, inner));
}

const flat = (value: Wire | undefined): number[] => [value].flat(Number.POSITIVE_INFINITY as 1) as number[];
