/** How a peer does what its script says to an answer, on the wire. */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { isMap } from '../simulator/check.ts';
import { encodeMessage } from '../simulator/codec.ts';
import type { PeerFault } from './faults.ts';
import { frameHead } from './frame.ts';

export type Fields = Readonly<Record<string, unknown>>;

export interface Exchange {
  readonly client: WebSocket;
  /** What is under the WebSocket. */
  readonly wire: Duplex;
  readonly request: Fields;
  /** What a sound peer answers. */
  readonly reply: Fields;
}

/** Ends this process and what it has started, as a crash would. */
export interface Death {
  exit(code: number): void;
  signal(name: NodeJS.Signals): void;
}

type Deed<K extends PeerFault['kind']> = (
  exchange: Exchange,
  fault: Extract<PeerFault, { kind: K }>,
  death: Death,
) => void;

const DRIP_MS = 100;
const BYTES_PER_MEGABYTE = 1e6;

const DEEDS: { readonly [K in PeerFault['kind']]: Deed<K> } = {
  refuse: ({ wire }) => void wire.destroy(),
  mute: () => {},
  silent: () => {},
  late: (exchange, { sec }) => void setTimeout(() => answer(exchange, exchange.reply), 1000 * sec).unref(),
  wrongId: (exchange) => answer(exchange, { ...exchange.reply, id: Number(exchange.reply.id) + 1 }),
  wrongShape: (exchange) => answer(exchange, withArrays(exchange.reply, shortened)),
  nan: (exchange) => answer(exchange, withArrays(exchange.reply, nowhere)),
  duplicate: (exchange) => {
    answer(exchange, exchange.reply);
    answer(exchange, exchange.reply);
  },
  text: ({ client }) => client.send('Traceback (most recent call last): ...'),
  garbage: ({ client }) => client.send(Uint8Array.of(0xc1, 0xff, 0x00)),
  truncated: ({ wire, reply }) => {
    const bytes = encodeMessage(reply);
    wire.write(frameHead(bytes.length));
    wire.write(bytes.subarray(0, bytes.length >> 1), () => wire.destroy());
  },
  huge: ({ client }, { megabytes }) => client.send(Buffer.alloc(megabytes * BYTES_PER_MEGABYTE)),
  slowDrip: ({ wire, reply }, { bytesPerSec }) => drip(wire, encodeMessage(reply), bytesPerSec),
  drop: ({ wire }) => void wire.destroy(),
  exit: (_, { code }, death) => death.exit(code),
  signal: (_, { signal }, death) => death.signal(signal),
  hang: (_, __, death) => death.signal('SIGSTOP'),
  error: (exchange, { code, message }) =>
    answer(exchange, { id: exchange.reply.id, error: { code, message, retryable: true } }),
  another: (exchange) => answer(exchange, { ...exchange.reply, policy: { name: 'another' }, protocol: 1 }),
};

export function misbehave<K extends PeerFault['kind']>(
  fault: Extract<PeerFault, { kind: K }>,
  exchange: Exchange,
  death: Death,
): void {
  (DEEDS[fault.kind] as Deed<K>)(exchange, fault, death);
}

const answer = ({ client }: Exchange, reply: Fields): void => client.send(encodeMessage(reply));

/** A frame that comes a few bytes at a time. */
function drip(wire: Duplex, bytes: Uint8Array, bytesPerSec: number): void {
  wire.write(frameHead(bytes.length));
  const piece = Math.max(1, Math.round((bytesPerSec * DRIP_MS) / 1000));
  let sent = 0;
  const timer = setInterval(() => {
    if (wire.destroyed || sent >= bytes.length) return clearInterval(timer);
    wire.write(bytes.subarray(sent, sent + piece));
    sent += piece;
  }, DRIP_MS);
  timer.unref();
}

interface WireArray extends Fields {
  readonly dtype: string;
  readonly data: Uint8Array;
}

const isArray = (value: unknown): value is WireArray => isMap(value) && value.data instanceof Uint8Array;

/** A copy with every array in it changed. */
function withArrays(value: Fields, change: (array: WireArray) => WireArray): Fields {
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => {
      if (isArray(child)) return [key, change(child)];
      return [key, isMap(child) ? withArrays(child, change) : child];
    }),
  );
}

const shortened = (array: WireArray): WireArray => ({ ...array, data: array.data.slice(0, -1) });

/** All bits set is a NaN in every float format. */
const nowhere = (array: WireArray): WireArray =>
  array.dtype.startsWith('float') ? { ...array, data: new Uint8Array(array.data.length).fill(0xff) } : array;
