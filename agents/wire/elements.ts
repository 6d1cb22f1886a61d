/** NumPy's names of element types and our typed arrays, little-endian as every machine that runs this. */
import { HarnessError } from '../../harness/errors.ts';
import type { Tensor, TensorData } from '../action/model.ts';
import { halves } from './half.ts';

/** NumPy's name of the numbers in an array: `<f4`. */
export function elementName(data: TensorData): string {
  return KINDS.find(([, kind]) => data instanceof kind)![0];
}

/** Bytes of an array as they lie in memory, nothing copied. */
export const bytesOf = ({ buffer, byteOffset, byteLength }: TensorData): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

/**
 * The array that a server wrote down: a view of `bytes` where they lie well, a copy elsewhere. Half and short numbers become the
 * least of our kinds that holds them.
 * @throws `E_POLICY_SERVER` for another element type, or where shape and bytes do not belong together
 */
export function tensorOf(dtype: string, shape: readonly number[], bytes: Uint8Array): Tensor {
  const read = Object.hasOwn(READERS, dtype) ? READERS[dtype] : undefined;
  if (!read) throw malformed(`one of ${Object.keys(READERS).join(', ')}`, `dtype '${dtype}'`);
  const [width, make] = read;
  const expected = shape.reduce((product, side) => product * side, width);
  if (!shape.every((side) => Number.isSafeInteger(side) && side >= 0) || bytes.length !== expected)
    throw malformed(`${expected} bytes for shape [${shape}]`, `${bytes.length}`);
  return { shape, data: make(aligned(bytes, width)) };
}

const KINDS = [
  ['|u1', Uint8Array],
  ['|i1', Int8Array],
  ['<i4', Int32Array],
  ['<i8', BigInt64Array],
  ['<f4', Float32Array],
  ['<f8', Float64Array],
] as const;

type Make = (bytes: Uint8Array<ArrayBuffer>) => TensorData;

/** Width of an element in bytes, and how to look at bytes that are aligned to it. */
const READERS: Readonly<Record<string, readonly [number, Make]>> = {
  ...Object.fromEntries(KINDS.map(([name, kind]) => [name, [kind.BYTES_PER_ELEMENT, through(kind)] as const])),
  '|b1': [1, (bytes) => bytes],
  '<i2': [2, (bytes) => Int32Array.from(over(Int16Array, bytes))],
  '<u2': [2, (bytes) => Int32Array.from(over(Uint16Array, bytes))],
  '<f2': [2, (bytes) => halves(over(Uint16Array, bytes))],
};

interface Kind<T> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer, byteOffset: number, length: number): T;
}

function over<T>(kind: Kind<T>, { buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>): T {
  return new kind(buffer, byteOffset, byteLength / kind.BYTES_PER_ELEMENT);
}

function through(kind: Kind<TensorData>): Make {
  return (bytes) => over(kind, bytes);
}

/** The same bytes where an array of that width may begin: where they are, if they lie well. */
function aligned(bytes: Uint8Array, width: number): Uint8Array<ArrayBuffer> {
  return (bytes.byteOffset % width === 0 ? bytes : new Uint8Array(bytes)) as Uint8Array<ArrayBuffer>;
}

const malformed = (expected: string, got: string): HarnessError =>
  new HarnessError('E_POLICY_SERVER', `array: expected ${expected}, got ${got}`);
