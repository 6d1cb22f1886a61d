import type { WireTiming } from '../action/model.ts';
import { decoded } from './metadata.ts';
import type { MsgpackNumpy, WireMap } from './msgpack-numpy.ts';
import type { PolicySocket } from './websocket.ts';

export interface MapAnswer {
  readonly reply: WireMap;
  /** Without what the server itself says. */
  readonly timing: Omit<WireTiming, 'serverMs'>;
}

/** One question and its answer, both maps, and what each part of it took. */
export async function askMap(
  socket: PolicySocket,
  codec: MsgpackNumpy,
  message: WireMap,
  limitMs: number,
): Promise<MapAnswer> {
  const startMs = performance.now();
  const bytes = codec.encode(message);
  const sentMs = performance.now();
  const frame = await socket.ask(bytes, limitMs);
  const answeredMs = performance.now();
  const reply = decoded(frame, socket, 'answer');
  const timing = {
    encodeMs: sentMs - startMs,
    waitMs: answeredMs - sentMs,
    decodeMs: performance.now() - answeredMs,
    sentBytes: bytes.byteLength,
    receivedBytes: frame.byteLength,
  };
  return { reply, timing };
}
