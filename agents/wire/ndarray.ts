/** NumPy arrays as maps: their dtype as NumPy writes it, their bytes, their shape. */
import type { Tensor, TensorData } from '../action/model.ts';
import { halves } from './half.ts';

/** Bytes of an array as they lie in memory, nothing copied; every machine that we run on is little-endian. */
export const bytesOf = ({ data }: Tensor): Buffer => Buffer.from(data.buffer, data.byteOffset, data.byteLength);

/** NumPy's name of a tensor's numbers: `<f4`. */
export function dtypeOf({ data }: Tensor): string {
  return KINDS.find(([, kind]) => data instanceof kind)![0];
}

/**
 * The array that a server wrote down. Wide unsigned and half numbers become the least of our kinds that holds them.
 * @throws Error: what was expected and what came
 */
export function tensorOf(dtype: unknown, shape: unknown, data: unknown): Tensor {
  const read = typeof dtype === 'string' ? READERS[dtype] : undefined;
  if (!read) throw new Error(`expected an array of ${Object.keys(READERS).join(' ')}, got dtype ${shown(dtype)}`);
  if (!Array.isArray(shape) || !shape.every(isLength)) throw new Error(`expected a shape, got ${shown(shape)}`);
  if (!(data instanceof Uint8Array)) throw new Error(`expected the bytes of an array, got ${shown(data)}`);
  const [width, make] = read;
  const wanted = shape.reduce((product: number, length: number) => product * length, width);
  if (data.byteLength !== wanted) {
    throw new Error(`expected ${wanted} bytes for ${dtype}[${shape.join(', ')}], got ${data.byteLength}`);
  }
  return { shape: shape as number[], data: make(aligned(data, width)) };
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
  '|b1': [1, (bytes) => bytes],
  ...Object.fromEntries(KINDS.map(([name, kind]) => [name, [kind.BYTES_PER_ELEMENT, of(kind)] as const])),
  '<i2': [2, (bytes) => Int32Array.from(over(Int16Array, bytes))],
  '<u2': [2, (bytes) => Int32Array.from(over(Uint16Array, bytes))],
  '<f2': [2, (bytes) => halves(over(Uint16Array, bytes))],
};

interface Kind<T> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBuffer, byteOffset: number, length: number): T;
}

const over = <T>(kind: Kind<T>, { buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>): T =>
  new kind(buffer, byteOffset, byteLength / kind.BYTES_PER_ELEMENT);

/** The same bytes where an array of that width may begin: where they are, if they lie well. */
function aligned(bytes: Uint8Array, width: number): Uint8Array<ArrayBuffer> {
  return (bytes.byteOffset % width === 0 ? bytes : new Uint8Array(bytes)) as Uint8Array<ArrayBuffer>;
}

function of(kind: Kind<TensorData>): Make {
  return (bytes) => over(kind, bytes);
}

const isLength = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

const shown = (value: unknown): string => (typeof value === 'string' ? `'${value.slice(0, 40)}'` : typeof value);
