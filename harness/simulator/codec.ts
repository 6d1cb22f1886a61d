/** msgpack on the wire. Everything that goes through here is one map a frame with string keys. */
import { Decoder, Encoder } from '@msgpack/msgpack';
import { HarnessError } from '../errors.ts';
import { isMap } from './check.ts';
import type { Reply } from './protocol.ts';

const encoder = new Encoder({ ignoreUndefined: true });
const decoder = new Decoder();

/** The bytes of one message; fields that are undefined are left out. */
export function encodeMessage(message: Readonly<Record<string, unknown>>): Uint8Array {
  return encoder.encode(message);
}

/** The map in a frame. Binary fields are views into `frame`, not copies. Throws `E_PROTOCOL` for anything else. */
export function decodeMessage(frame: Uint8Array): Reply {
  let message: unknown;
  try {
    message = decoder.decode(frame);
  } catch (cause) {
    throw new HarnessError('E_PROTOCOL', `expected a msgpack map, got ${frame.byteLength} bytes that are not msgpack`, {
      cause,
    });
  }
  if (!isMap(message)) throw new HarnessError('E_PROTOCOL', `expected a msgpack map, got ${typeof message}`);
  return message;
}
