/** Policy protocol 1 as bytes (docs/policy-protocol.md): one msgpack map a frame, arrays `{dtype, shape, data}` as the bridge's. */
import { decode, Encoder } from '@msgpack/msgpack';
import type { Tensor, TensorData } from '../action/model.ts';

export const PROTOCOL = 1;

export type Fields = Readonly<Record<string, unknown>>;

/** Of one session, whose requests are answered one by one: the bytes of a request are good until the next. */
export function requestEncoder(): (request: Fields) => Uint8Array {
  const encoder = new Encoder({ ignoreUndefined: true });
  return (request) => encoder.encodeSharedRef(request);
}

/** @throws Error: what was expected and what came */
export function decodeReply(frame: Uint8Array): Fields {
  const reply = unpacked(frame);
  if (isFields(reply)) return reply;
  throw new Error(`expected a map, got ${shown(reply)}`);
}

function unpacked(frame: Uint8Array): unknown {
  try {
    return decode(frame);
  } catch (cause) {
    throw new Error(`expected msgpack, got ${frame.byteLength} bytes that are not`, { cause });
  }
}

const KINDS = {
  uint8: Uint8Array,
  int8: Int8Array,
  int32: Int32Array,
  int64: BigInt64Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;

type Dtype = keyof typeof KINDS;

/** A tensor over its own memory: nothing is copied. */
export function wireArray({ shape, data }: Tensor): Fields {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { dtype: dtypeOf(data), shape, data: bytes };
}

export const wireArrays = (tensors: Readonly<Record<string, Tensor>>): Fields =>
  Object.fromEntries(Object.entries(tensors).map(([key, tensor]) => [key, wireArray(tensor)]));

/**
 * The tensor in a value of the wire, copied out of its frame.
 * @throws Error: what was expected and what came
 */
export function tensorIn(value: unknown): Tensor {
  if (!isFields(value)) throw new Error(`expected an array {dtype, shape, data}, got ${shown(value)}`);
  const { dtype, shape, data } = value;
  if (typeof dtype !== 'string' || !Object.hasOwn(KINDS, dtype)) {
    throw new Error(`expected dtype ${Object.keys(KINDS).join(', ')}, got ${shown(dtype)}`);
  }
  if (!Array.isArray(shape) || !shape.every((n) => Number.isSafeInteger(n) && n >= 0)) {
    throw new Error(`expected a shape of whole numbers, got ${shown(shape)}`);
  }
  return { shape, data: read(dtype as Dtype, shape, data) };
}

function read(dtype: Dtype, shape: readonly number[], data: unknown): TensorData {
  const kind = KINDS[dtype];
  const bytes = shape.reduce((product, n) => product * n, kind.BYTES_PER_ELEMENT);
  if (!(data instanceof Uint8Array) || data.byteLength !== bytes) {
    throw new Error(`expected ${bytes} bytes for ${dtype} [${shape.join(', ')}], got ${shown(data)}`);
  }
  return new kind(new Uint8Array(data).buffer);
}

const dtypeOf = (data: TensorData): Dtype =>
  (Object.keys(KINDS) as Dtype[]).find((name) => data instanceof KINDS[name])!;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);

/** What came, short enough for a message. */
export function shown(value: unknown): string {
  if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`;
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
