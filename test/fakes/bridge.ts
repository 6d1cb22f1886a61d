/**
 * A bridge that speaks the protocol over a toy world and does wrong what it is told to: in this process for tests of the
 * client, or as a process of its own (`bridge-command.ts`) for tests of everything above it.
 */
import { closeSync, mkdtempSync, rmSync, writeSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { decode, encode } from '@msgpack/msgpack';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Fault, faultAt } from './faults.ts';
import { wireArray } from './toy-picture.ts';
import { type Message, Refusal, ToySession } from './toy-session.ts';

export interface FakeBridgeOptions {
  readonly faults?: readonly Fault[];
  /** TCP on this port of loopback (0: any) in place of a Unix socket. */
  readonly port?: number;
  readonly token?: string;
}

export interface FakeBridge {
  readonly address: string;
  /** The socket's path; empty on TCP. */
  readonly socketPath: string;
  /** Names of all operations asked for, in order. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** Listens until closed. One connection at a time; a second gets `E_BUSY`. */
export async function startFakeBridge(options: FakeBridgeOptions = {}): Promise<FakeBridge> {
  const folder = options.port === undefined ? mkdtempSync(join(tmpdir(), 'fake-bridge-')) : null;
  const asked: string[] = [];
  const http = createServer();
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  http.on('upgrade', (request, socket, head) => {
    const refused = request.headers.origin !== undefined || options.faults?.some(({ kind }) => kind === 'refuse');
    if (refused) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    sockets.handleUpgrade(request, socket, head, (client) => serve(client, sockets.clients.size > 1, options, asked));
  });
  const socketPath = folder ? join(folder, 'socket') : '';
  await listen(http, folder ? { path: socketPath } : { port: options.port!, host: '127.0.0.1' });
  const bound = http.address();
  const address = typeof bound === 'object' && bound ? `ws://127.0.0.1:${bound.port}` : `ws+unix://${socketPath}`;
  const close = async () => {
    for (const client of sockets.clients) client.terminate();
    await new Promise((resolve) => http.close(resolve));
    if (folder) rmSync(folder, { recursive: true, force: true });
  };
  return { address, socketPath, asked, close };
}

const listen = (server: Server, where: object): Promise<void> =>
  new Promise((resolve, reject) => void server.once('error', reject).listen(where, resolve));

function serve(client: WebSocket, busy: boolean, { faults = [], token }: FakeBridgeOptions, asked: string[]): void {
  const session = new ToySession(faults, token);
  client.on('error', () => client.terminate());
  client.on('message', (data) => {
    const request = requestIn(data as Buffer);
    if (!request)
      return void client.send(encode({ id: null, error: wireError('E_PROTOCOL', 'expected a msgpack map') }));
    const op = String(request.op);
    asked.push(op);
    const reply = busy ? { error: wireError('E_BUSY', 'the one slot is taken') } : answered(session, request);
    const resets = session.resets;
    const fault = faultAt(faults, { op, stepsDone: session.stepsDone, resets });
    if (fault) misbehave(client, fault, request, reply);
    else client.send(encode({ id: request.id, ...reply }));
    if (op === 'close' && !fault) client.close();
  });
}

function requestIn(data: Buffer): Message | null {
  try {
    const message = decode(data);
    return typeof message === 'object' && message !== null && 'id' in message ? (message as Message) : null;
  } catch {
    return null;
  }
}

function answered(session: ToySession, request: Message): Message {
  try {
    return session.answer(request);
  } catch (error) {
    const code = error instanceof Refusal ? error.code : 'E_INTERNAL';
    return { error: wireError(code, (error as Error).message) };
  }
}

const wireError = (code: string, message: string, retryable = false) => ({ code, message, retryable });

/** The same reply with bodies that are nowhere. */
function poisoned(reply: Message): Message {
  const key = 'worldStates' in reply ? 'worldStates' : 'worldState';
  const states = reply[key] as { positions: { shape: number[] } };
  const { shape } = states.positions;
  const nowhere = new Float64Array(shape.reduce((a, b) => a * b)).fill(Number.NaN);
  return { ...reply, [key]: { ...states, positions: wireArray(nowhere, shape) } };
}

function misbehave(client: WebSocket, fault: Fault, { id }: Message, reply: Message): void {
  const send = (fields: Message) => client.send(encode(fields, { ignoreUndefined: true }));
  const good = { id, ...reply };
  if (fault.kind === 'late') setTimeout(() => send(good), fault.delayMs);
  else if (fault.kind === 'wrongId') send({ ...good, id: Number(id) + 1 });
  else if (fault.kind === 'twice') [good, good].forEach(send);
  else if (fault.kind === 'text') client.send('Traceback (most recent call last): ...');
  else if (fault.kind === 'garbage') client.send(Uint8Array.of(0xc1, 0xff, 0x00));
  else if (fault.kind === 'drop') client.terminate();
  else if (fault.kind === 'exit') endWith(fault.code, fault.words);
  else if (fault.kind === 'kill') process.kill(process.pid, 'SIGKILL');
  else if (fault.kind === 'error') send({ id, error: wireError(fault.code, fault.message, fault.retryable) });
  else if (fault.kind === 'nan') send(poisoned(good));
  else if (fault.kind === 'omit') send({ ...good, [fault.field]: undefined });
  else if (fault.kind === 'protocol') send({ ...good, error: undefined, protocol: fault.version });
  else if (fault.kind !== 'silent') send(good);
}

function endWith(code: number, words: string): void {
  writeSync(2, `${words}\n`);
  process.exit(code);
}

/** Whoever started it may be dead by now. */
function announce(descriptor: number, line: object, end: () => void): void {
  try {
    writeSync(descriptor, `${JSON.stringify(line)}\n`);
  } catch {
    end();
  }
}

/** As the command of a local bridge: ready line on descriptor 3, ends with standard input or SIGTERM. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      faults: { type: 'string', default: '[]' },
      'ready-fd': { type: 'string' },
      token: { type: 'string' },
      port: { type: 'string' },
    },
  });
  const faults = JSON.parse(values.faults) as Fault[];
  const early = faults.find(({ kind, op }) => kind === 'exit' && op === 'start');
  if (early?.kind === 'exit') endWith(early.code, early.words);
  const bridge = await startFakeBridge({
    faults,
    token: values.token,
    port: values.port ? Number(values.port) : undefined,
  });
  const stubborn = faults.some(({ kind }) => kind === 'stubborn');
  const end = () => void (stubborn || bridge.close().then(() => process.exit(0)));
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, end);
  process.stdin.on('close', end).on('end', end).resume();
  const descriptor = Number(values['ready-fd'] ?? 2);
  const silent = faults.some(({ kind, op }) => kind === 'silent' && op === 'start');
  if (!silent) announce(descriptor, { socket: bridge.socketPath || bridge.address, pid: process.pid }, end);
  if (!silent && descriptor > 2) closeSync(descriptor);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
