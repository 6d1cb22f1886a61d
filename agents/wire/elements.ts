/** NumPy's names of element types and our typed arrays, little-endian as every machine that runs this. */
import { HarnessError } from '../../harness/errors.ts';
import type { Tensor, TensorData } from '../action/model.ts';

interface Element {
  readonly bytes: number;
  view(buffer: ArrayBuffer): TensorData;
}

const ELEMENTS: Readonly<Record<string, Element>> = {
  '|u1': { bytes: 1, view: (buffer) => new Uint8Array(buffer) },
  '|b1': { bytes: 1, view: (buffer) => new Uint8Array(buffer) },
  '|i1': { bytes: 1, view: (buffer) => new Int8Array(buffer) },
  '<i4': { bytes: 4, view: (buffer) => new Int32Array(buffer) },
  '<i8': { bytes: 8, view: (buffer) => new BigInt64Array(buffer) },
  '<f4': { bytes: 4, view: (buffer) => new Float32Array(buffer) },
  '<f8': { bytes: 8, view: (buffer) => new Float64Array(buffer) },
};

/** `|u1`, `<f4`, ... */
export function elementName(data: TensorData): string {
  if (data instanceof Uint8Array) return '|u1';
  if (data instanceof Int8Array) return '|i1';
  if (data instanceof Int32Array) return '<i4';
  if (data instanceof BigInt64Array) return '<i8';
  return data instanceof Float32Array ? '<f4' : '<f8';
}

export const bytesOf = ({ buffer, byteOffset, byteLength }: TensorData): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/**
 * A copy of `bytes` as an array of `shape`.
 * @throws `E_POLICY_SERVER` for another element type, or where shape and bytes do not belong together
 */
export function tensorOf(dtype: string, shape: readonly number[], bytes: Uint8Array): Tensor {
  const element = Object.hasOwn(ELEMENTS, dtype) ? ELEMENTS[dtype] : undefined;
  if (!element) throw malformed(`one of ${Object.keys(ELEMENTS).join(', ')}`, `dtype '${dtype}'`);
  const expected = shape.reduce((product, side) => product * side, element.bytes);
  if (!shape.every((side) => Number.isInteger(side) && side >= 0) || bytes.length !== expected)
    throw malformed(`${expected} bytes for shape [${shape}]`, `${bytes.length}`);
  return { shape, data: element.view(new Uint8Array(bytes).buffer) };
}

const malformed = (expected: string, got: string): HarnessError =>
  new HarnessError('E_POLICY_SERVER', `array: expected ${expected}, got ${got}`);
