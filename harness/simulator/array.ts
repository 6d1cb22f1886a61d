/** Arrays of the wire <-> typed arrays. Both of our machines and the wire are little-endian, so bytes are taken as they are. */
import { isMap, malformed } from './check.ts';
import type { Dtype, WireArray } from './protocol.ts';

interface TypedArrays {
  uint8: Uint8Array;
  int32: Int32Array;
  float32: Float32Array;
  float64: Float64Array;
}

const BYTES: Readonly<Record<Dtype, number>> = { uint8: 1, int32: 4, float32: 4, float64: 8 };

/** Of any length along an axis. */
export const ANY = -1;

/**
 * The numbers of a wire array of this dtype and shape (`ANY` fits each length). Bytes that lie aligned are viewed,
 * others are copied once: msgpack puts data at any offset.
 */
export function readArray<D extends Dtype>(value: unknown, field: string, dtype: D, shape: readonly number[]) {
  return typed(checked(value, field, dtype, shape), dtype, false);
}

/** Like `readArray`, but never a view into the message: what is kept for an episode must not keep its frames alive. */
export function copyArray<D extends Dtype>(value: unknown, field: string, dtype: D, shape: readonly number[]) {
  return typed(checked(value, field, dtype, shape), dtype, true);
}

/** A wire array over the memory of `values`, row-major. */
export function writeArray<D extends Dtype>(dtype: D, values: TypedArrays[D], shape: readonly number[]): WireArray {
  return { dtype, shape, data: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) };
}

export const writeFloat64 = (values: Float64Array, shape: readonly number[]): WireArray =>
  writeArray('float64', values, shape);

function checked(value: unknown, field: string, dtype: Dtype, shape: readonly number[]): WireArray {
  if (!isMap(value)) throw malformed(field, 'an array {dtype, shape, data}', value);
  if (value.dtype !== dtype) throw malformed(`${field}.dtype`, dtype, value.dtype);
  const got = value.shape;
  if (!Array.isArray(got) || got.length !== shape.length || !got.every((n, axis) => fits(n, shape[axis]))) {
    throw malformed(`${field}.shape`, `[${shape.map((n) => (n === ANY ? 'any' : n)).join(', ')}]`, got);
  }
  const bytes = got.reduce((product: number, n: number) => product * n, BYTES[dtype]);
  const { data } = value;
  if (!(data instanceof Uint8Array) || data.byteLength !== bytes) throw malformed(field, `${bytes} bytes`, data);
  return { dtype, shape: got, data };
}

const fits = (n: unknown, wanted: number | undefined): boolean =>
  Number.isSafeInteger(n) && (n as number) >= 0 && (wanted === ANY || n === wanted);

function typed<D extends Dtype>(array: WireArray, dtype: D, copy: boolean): TypedArrays[D] {
  const { data } = array;
  const plain = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const aligned = data.byteOffset % BYTES[dtype] === 0;
  return view(dtype, copy || !aligned ? plain.slice() : plain) as TypedArrays[D];
}

function view(dtype: Dtype, { buffer, byteOffset, byteLength }: Uint8Array): TypedArrays[Dtype] {
  switch (dtype) {
    case 'uint8':
      return new Uint8Array(buffer, byteOffset, byteLength);
    case 'int32':
      return new Int32Array(buffer, byteOffset, byteLength / 4);
    case 'float32':
      return new Float32Array(buffer, byteOffset, byteLength / 4);
    case 'float64':
      return new Float64Array(buffer, byteOffset, byteLength / 8);
  }
}
