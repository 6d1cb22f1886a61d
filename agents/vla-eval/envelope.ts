/** Messages of the vla-eval protocol: one msgpack map a frame, every message numbered. */
import { shown } from '../../harness/expectation.ts';
import { decodeNumpy, isWireMap, MsgpackNumpy, type WireMap } from '../wire/msgpack-numpy.ts';

export type MessageType = 'hello' | 'observation' | 'action' | 'episode_start' | 'episode_end' | 'error';

export interface Message {
  readonly type: MessageType;
  readonly payload: WireMap;
  /** Of a reply: that of the message which it answers. */
  readonly seq: number;
}

const TYPES: readonly string[] = ['hello', 'observation', 'action', 'episode_start', 'episode_end', 'error'];
const NOT_WHOLE = 0.5;

export class Envelopes {
  readonly #codec = new MsgpackNumpy('text keys');

  /**
   * The bytes are good until the next call.
   * @param timestampSec Unix seconds, which nobody reads
   */
  encode({ type, payload, seq }: Message, timestampSec: number): Uint8Array {
    const bytes = this.#codec.encode({ type, payload, seq, timestamp: NOT_WHOLE });
    // Always eight bytes, the last ones, as Python writes a float: also where the time is a whole number.
    new DataView(bytes.buffer, bytes.byteOffset).setFloat64(bytes.byteLength - 8, timestampSec);
    return bytes;
  }
}

/**
 * Arrays in the payload may be views into `frame`.
 * @throws Error: what was expected and what came
 */
export function decodeEnvelope(frame: Uint8Array): Message {
  const { type, payload, seq } = decodeNumpy(frame);
  if (typeof type !== 'string' || !TYPES.includes(type)) {
    throw new Error(`expected a message of type ${TYPES.join(', ')}, got ${brief(type)}`);
  }
  if (!isWireMap(payload)) throw new Error(`expected a map as payload of ${type}, got ${brief(payload)}`);
  if (typeof seq !== 'number') throw new Error(`expected a number as seq of ${type}, got ${brief(seq)}`);
  return { type: type as MessageType, payload, seq };
}

/** A decoded map has nothing that would make text of it. */
const brief = (value: unknown): string => (typeof value === 'string' ? `'${value}'`.slice(0, 80) : shown(value));
