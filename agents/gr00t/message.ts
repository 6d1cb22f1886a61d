/** GR00T's messages: one msgpack map each, arrays in it as `.npy` files (or, from some servers, as msgpack-numpy). */
import { decode, Encoder } from '@msgpack/msgpack';
import { HarnessError } from '../../harness/errors.ts';
import type { Tensor } from '../action/model.ts';
import { brief } from '../brief.ts';
import { tensorOf } from '../wire/elements.ts';
import { decodeNpy, encodeNpy } from '../wire/npy.ts';
import type { Reserve } from '../wire/shelf.ts';

export type Words = Readonly<Record<string, unknown>>;

/** An array as `MsgSerializer` knows it. */
export const wireArray = (tensor: Tensor, reserve?: Reserve): Words => ({
  __ndarray_class__: true,
  as_npy: encodeNpy(tensor, reserve),
});

/** Of one session, whose requests are answered one by one: the bytes of a request are good until the next. */
export function messageEncoder(): (message: Words) => Uint8Array {
  const encoder = new Encoder();
  return (message) => encoder.encodeSharedRef(message);
}

/**
 * Arrays come back as tensors, whichever of the two forms they have.
 * @throws `E_POLICY_SERVER` for what is no msgpack, and for the bare `ERROR` of a server that failed to answer
 */
export function decodeMessage(bytes: Uint8Array): unknown {
  if (Buffer.from(bytes).equals(BARE_ERROR)) throw new HarnessError('E_POLICY_SERVER', 'answered ERROR');
  return revived(unpacked(bytes));
}

const BARE_ERROR = Buffer.from('ERROR');

function unpacked(bytes: Uint8Array): unknown {
  try {
    return decode(bytes, { mapKeyConverter: keyOf });
  } catch (cause) {
    const got = brief(Buffer.from(bytes).toString('latin1', 0, 60));
    throw new HarnessError('E_POLICY_SERVER', `expected msgpack, got ${JSON.stringify(got)}`, { cause });
  }
}

/** msgpack-numpy writes its keys as bytes. */
function keyOf(key: unknown): string | number {
  if (key instanceof Uint8Array) return Buffer.from(key).toString('utf8');
  return typeof key === 'number' ? key : String(key);
}

function revived(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revived);
  if (!isWords(value)) return value;
  return arrayIn(value) ?? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, revived(each)]));
}

function arrayIn(map: Words): Tensor | null {
  if (map.__ndarray_class__ === true && map.as_npy instanceof Uint8Array) return decodeNpy(map.as_npy);
  if (map.nd !== true || !(map.data instanceof Uint8Array) || !Array.isArray(map.shape)) return null;
  const dtype = map.type instanceof Uint8Array ? Buffer.from(map.type).toString('latin1') : String(map.type);
  return tensorOf(dtype, map.shape.map(Number), map.data);
}

export const isWords = (value: unknown): value is Words =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);

export const isTensor = (value: unknown): value is Tensor =>
  isWords(value) && Array.isArray(value.shape) && ArrayBuffer.isView(value.data);
