/** A policy server in a process of its own that answers at once with the same chunk: `node stub.js <wire>` prints its address. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { decode, encode } from '@msgpack/msgpack';
import { type WebSocket, WebSocketServer } from 'ws';
import { Reply } from 'zeromq';
import { wireArray as npyArray } from '../../agents/gr00t/message.ts';
import { wireArray } from '../../agents/process/messages.ts';
import { decodeEnvelope, Envelopes } from '../../agents/vla-eval/envelope.ts';
import { decodeNumpy, MsgpackNumpy, type WireMap } from '../../agents/wire/msgpack-numpy.ts';

const CHUNK = 8;
const CLOSED = -1;
const table = (...shape: number[]) => ({
  shape,
  data: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => (i % 7 === 6 ? CLOSED : 0)),
});

const numpy = new MsgpackNumpy('binary keys');
const envelopes = new Envelopes();
/** The bytes of an encoder are good until its next call. */
const kept = (bytes: Uint8Array) => Buffer.from(bytes);

/** What a client of a wire hears at once, and what it hears to each message. */
interface Stub {
  readonly greeting?: Uint8Array;
  readonly reply: (message: Uint8Array) => Uint8Array | null;
}

const openpi = kept(numpy.encode({ actions: table(CHUNK, 7) }));

const SOCKETS: Readonly<Record<string, Stub>> = {
  openpi: { greeting: kept(numpy.encode({})), reply: () => openpi },
  starvla: {
    greeting: kept(numpy.encode({ env: 'stub' })),
    reply: (message) => {
      const { request_id = '' } = decodeNumpy(message) as WireMap;
      return numpy.encode({ ok: true, status: 'ok', request_id, data: { actions: table(1, CHUNK, 7) } });
    },
  },
  'vla-eval': { reply: (message) => vlaEval(decodeEnvelope(message)) },
  process: {
    reply: (message) => {
      const { id, op, episodeId, step } = decode(message) as Record<string, unknown>;
      const hello = { protocol: 1, policy: { name: 'stub' }, map: null, declares: null };
      const more =
        op === 'hello' ? hello : op === 'infer' ? { episodeId, step, actions: wireArray(table(CHUNK, 7)) } : {};
      return encode({ id, ...more });
    },
  },
};

function vlaEval({ type, seq }: ReturnType<typeof decodeEnvelope>): Uint8Array | null {
  const hello = { harness_version: '0.8.0', protocol_version: 1, model_server: 'Stub', capabilities: {} };
  if (type === 'hello') return envelopes.encode({ type, seq, payload: hello }, 0);
  if (type !== 'observation') return null;
  return envelopes.encode({ type: 'action', seq, payload: { actions: table(CHUNK, 7) } }, 0);
}

const GR00T = {
  ping: encode({ status: 'ok', message: 'Server is running' }),
  reset: encode({}),
  get_modality_config: encode({}),
  get_action: encode([gr00tActions(), {}]),
} as const;

function gr00tActions() {
  const names = ['x', 'y', 'z', 'roll', 'pitch', 'yaw', 'gripper'];
  return Object.fromEntries(names.map((name) => [name, npyArray(table(1, CHUNK, 1))]));
}

async function serveSocket({ greeting, reply }: Stub): Promise<string> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  await once(server, 'listening');
  server.on('connection', (client: WebSocket) => {
    if (greeting) client.send(greeting);
    client.on('message', (message: Buffer) => {
      const answer = reply(message);
      if (answer) client.send(answer);
    });
  });
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function serveGr00t(): Promise<string> {
  const socket = new Reply();
  await socket.bind('tcp://127.0.0.1:*');
  void answerAll(socket);
  return socket.lastEndpoint!;
}

async function answerAll(socket: Reply): Promise<void> {
  for await (const [message] of socket) {
    const { endpoint } = decode(message!) as { endpoint: keyof typeof GR00T };
    await socket.send(GR00T[endpoint]);
  }
}

const wire = process.argv[2]!;
process.stdin.on('end', () => process.exit()).resume();
process.stdout.write(`${wire === 'gr00t' ? await serveGr00t() : await serveSocket(SOCKETS[wire]!)}\n`);
