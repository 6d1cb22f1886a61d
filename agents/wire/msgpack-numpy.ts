/**
 * msgpack with NumPy arrays in it, in the two dialects of policy servers: keys of an array's map are binary for openpi and starVLA
 * (`msgpack_numpy.py`), text for vla-eval.
 */

import { Packr, Unpackr } from 'msgpackr';
import { HarnessError } from '../../harness/errors.ts';
import { shown } from '../../harness/expectation.ts';
import type { Tensor } from '../action/model.ts';
import { bytesOf, elementName, tensorOf } from './elements.ts';

/** What can be said on these wires. */
export type Wire =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | Tensor
  | readonly Wire[]
  | { readonly [key: string]: Wire };

export type Dialect = 'binary keys' | 'text keys';

export type WireMap = Readonly<Record<string, Wire>>;

const LARGE = 65_536;
/** Keys, words and what the encoder keeps free at the end; more of them than this get memory of their own. */
const MARGIN = 8192;

const unpackr = new Unpackr({ mapsAsObjects: false, useRecords: false, int64AsType: 'number' });

export class MsgpackNumpy {
  readonly #packr = new Packr({ mapsAsObjects: false, useRecords: false, variableMapSize: true });
  readonly #key: (name: string) => string | Buffer;
  /** For messages with pictures, again and again: as much fresh memory for each costs more than all else. */
  #room = Buffer.alloc(0);
  /** Of the arrays of the message at hand. */
  #arrayBytes = 0;

  constructor(dialect: Dialect) {
    this.#key = dialect === 'binary keys' ? (name) => BINARY[name]! : (name) => name;
  }

  /** The bytes are good until the next call. */
  encode(message: WireMap): Uint8Array {
    this.#arrayBytes = 0;
    const packable = this.#packable(message);
    this.#packr.useBuffer(this.#roomFor(this.#arrayBytes));
    return this.#packr.pack(packable);
  }

  /** A small message may still wait in its socket when the next is made; one with pictures is answered before. */
  #roomFor(arrayBytes: number): Buffer {
    if (arrayBytes < LARGE) return Buffer.allocUnsafe(arrayBytes + MARGIN);
    if (this.#room.length < arrayBytes + MARGIN) this.#room = Buffer.allocUnsafeSlow(arrayBytes + MARGIN);
    return this.#room;
  }

  #packable(value: Wire): unknown {
    if (isTensor(value)) return this.#array(value);
    if (Array.isArray(value)) return value.map((each) => this.#packable(each));
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
    return new Map(Object.entries(value).map(([key, each]) => [key, this.#packable(each)]));
  }

  #array(tensor: Tensor): Map<string | Buffer, unknown> {
    this.#arrayBytes += tensor.data.byteLength;
    return new Map<string | Buffer, unknown>([
      [this.#key('__ndarray__'), true],
      [this.#key('data'), bytesOf(tensor.data)],
      [this.#key('dtype'), elementName(tensor.data)],
      [this.#key('shape'), tensor.shape],
    ]);
  }
}

const BINARY: Readonly<Record<string, Buffer>> = Object.fromEntries(
  ['__ndarray__', 'data', 'dtype', 'shape'].map((name) => [name, Buffer.from(name)]),
);

/**
 * A map in either dialect; arrays become tensors, NumPy's scalars numbers. Binary values are views into `frame`.
 * @throws `E_POLICY_SERVER`: what was expected and what came
 */
export function decodeNumpy(frame: Uint8Array): WireMap {
  const value = readable(unpacked(frame));
  if (isWireMap(value)) return value;
  throw malformed('a map', Array.isArray(value) ? 'a list' : typeof value);
}

function unpacked(frame: Uint8Array): unknown {
  try {
    return unpackr.unpack(frame);
  } catch (cause) {
    throw malformed('msgpack', `${frame.byteLength} bytes that are not`, cause);
  }
}

function readable(value: unknown): Wire {
  if (value instanceof Map) return fromMap(value);
  if (Array.isArray(value)) return value.map(readable);
  const plain = value === null || value instanceof Uint8Array || /^(boolean|number|string)$/.test(typeof value);
  if (plain) return value as Wire;
  throw malformed('plain msgpack', 'an extension');
}

function fromMap(map: ReadonlyMap<unknown, unknown>): Wire {
  const named: Record<string, unknown> = Object.create(null);
  for (const [key, value] of map) named[nameOf(key)] = value;
  if (named.__ndarray__ === true) return arrayOf(named);
  if (named.__npgeneric__ === true) return readable(named.data);
  for (const key of Object.keys(named)) named[key] = readable(named[key]);
  return named as WireMap;
}

function arrayOf({ dtype, shape, data }: Readonly<Record<string, unknown>>): Tensor {
  const whole = typeof dtype === 'string' && Array.isArray(shape) && data instanceof Uint8Array;
  if (whole) return tensorOf(dtype, shape, data);
  throw malformed('an array of dtype, shape and data', `${typeof dtype}, ${typeof shape} and ${typeof data}`);
}

function nameOf(key: unknown): string {
  if (typeof key === 'string') return key;
  if (key instanceof Uint8Array) return Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString();
  return typeof key === 'object' ? shown(key) : String(key);
}

export function isTensor(value: Wire | undefined): value is Tensor {
  if (!isObject(value) || !Array.isArray(value.shape) || !ArrayBuffer.isView(value.data)) return false;
  return Object.keys(value).length === 2;
}

/** True for a map that is no array. */
export function isWireMap(value: Wire | undefined): value is WireMap {
  return isObject(value) && !isTensor(value);
}

const isObject = (value: Wire | undefined): value is WireMap | Tensor =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);

const malformed = (expected: string, got: string, cause?: unknown): HarnessError =>
  new HarnessError('E_POLICY_SERVER', `expected ${expected}, got ${got}`, { cause });
