/** A WebSocket to a policy server: one question at a time, every wait bounded, every trouble one line that names the server. */
import { setTimeout as sleep } from 'node:timers/promises';
import WebSocket, { type RawData } from 'ws';
import { within } from '../../harness/deadline.ts';
import type { HarnessError } from '../../harness/errors.ts';
import { brokenError, closedError } from './closed.ts';
import { httpRefusal, type Refusal, refusalOf } from './handshake.ts';
import { type ServerName, serverError, tracebackError } from './trouble.ts';
import { destination } from './unix.ts';

export interface PolicySocketOptions extends ServerName {
  /** Sent with the handshake; may hold the secret. */
  readonly headers: Readonly<Record<string, string>>;
  /** For one try to connect. */
  readonly connectMs: number;
  /** How long a server that refuses is tried again, for it may still load its model; 0: not at all. */
  readonly loadMs: number;
}

/** No chunk of actions comes near. */
const MAX_FRAME_BYTES = 64 * 1024 * 1024;
const RETRY_PAUSE_MS = 500;
const CLOSE_MS = 1_000;

/**
 * Connects, and again for as long as a server may load.
 * @throws `E_UNREACHABLE`, `E_POLICY_SERVER` (it answers, but not with a WebSocket)
 */
export async function connectPolicy(options: PolicySocketOptions): Promise<PolicySocket> {
  const startMs = performance.now();
  for (;;) {
    const tried = await tryOnce(options);
    if (tried instanceof PolicySocket) return tried;
    if (!tried.passing || performance.now() - startMs + RETRY_PAUSE_MS > options.loadMs) throw tried.error;
    await sleep(RETRY_PAUSE_MS);
  }
}

function tryOnce(options: PolicySocketOptions): Promise<PolicySocket | Refusal> {
  const [address, target] = destination(options.url);
  const socket = new WebSocket(address, {
    ...target,
    headers: options.headers,
    perMessageDeflate: false,
    maxPayload: MAX_FRAME_BYTES,
    followRedirects: false,
    // A mask of zeros leaves pictures where they are: nothing is copied and nothing computed.
    generateMask: (mask) => mask.fill(0),
  });
  // Before it is open: a server may speak first, in the same packet as its handshake.
  const policy = new PolicySocket(socket, options);
  return new Promise((resolve) => {
    const refused = (refusal: Refusal): void => {
      clearTimeout(timer);
      socket.terminate();
      resolve(refusal);
    };
    const late = `did not answer within ${options.connectMs} ms`;
    const timer = setTimeout(
      () => refused({ error: serverError(options, 'E_UNREACHABLE', late), passing: false }),
      options.connectMs,
    );
    socket.once('error', (cause) => refused(refusalOf(options, cause)));
    socket.once('unexpected-response', (_, response) => refused(httpRefusal(options, response)));
    socket.once('open', () => {
      clearTimeout(timer);
      resolve(policy);
    });
  });
}

interface Waiting {
  settle(outcome: Uint8Array | HarnessError): void;
}

export class PolicySocket {
  readonly #socket: WebSocket;
  readonly #server: ServerName;
  readonly #inbox: Uint8Array[] = [];
  #waiting: Waiting | null = null;
  #lost: HarnessError | null = null;

  constructor(socket: WebSocket, server: ServerName) {
    this.#socket = socket;
    this.#server = server;
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    socket.on('error', (cause) => this.#drop(brokenError(server, cause, MAX_FRAME_BYTES)));
    socket.on('close', (code, reason) => this.#drop(closedError(server, code, reason.toString())));
  }

  /** The bytes of the next binary frame: what the server says of its own accord. */
  receive(limitMs: number): Promise<Uint8Array> {
    if (this.#waiting) throw new Error('one question at a time');
    const first = this.#inbox.shift();
    if (first) return Promise.resolve(first);
    if (this.#lost) return Promise.reject(this.#lost);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#drop(this.#late(limitMs)), limitMs);
      this.#waiting = {
        settle: (outcome) => {
          clearTimeout(timer);
          this.#waiting = null;
          outcome instanceof Uint8Array ? resolve(outcome) : reject(outcome);
        },
      };
    });
  }

  /** What came since the last answer and nobody asked for; null when nothing did. */
  unasked(): Uint8Array | null {
    return this.#inbox.shift() ?? null;
  }

  /** Sends one binary frame that has no answer. The bytes are the socket's until the server has answered a later one. */
  send(bytes: Uint8Array): void {
    if (this.#lost) throw this.#lost;
    this.#socket.send(bytes, { binary: true });
  }

  /** Sends one binary frame and gives the next one that comes; a frame from before cannot be its answer, and ends the session. */
  async ask(bytes: Uint8Array, limitMs: number): Promise<Uint8Array> {
    const early = this.unasked();
    if (early) throw this.fault(`expected silence between questions, got a frame of ${early.length} bytes`);
    this.send(bytes);
    return this.receive(limitMs);
  }

  /** The server broke its protocol: ends the session and gives the error to throw. */
  fault(message: string, cause?: unknown): HarnessError {
    return this.#drop(serverError(this.#server, 'E_POLICY_SERVER', message, { cause }));
  }

  /** The server's policy failed, as the server itself says: ends the session and gives the error to throw. */
  failed(traceback: string): HarnessError {
    return this.#drop(tracebackError(this.#server, traceback));
  }

  /** Says goodbye, and does not wait for long. Whoever still waits for an answer is told. */
  async close(): Promise<void> {
    this.#lost ??= serverError(this.#server, 'E_CLOSED', 'was left before it answered');
    this.#waiting?.settle(this.#lost);
    if (this.#socket.readyState === WebSocket.CLOSED) return;
    const closed = new Promise((resolve) => this.#socket.once('close', resolve));
    this.#socket.close(1000);
    await within(closed, CLOSE_MS, null);
    this.#socket.terminate();
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (this.#lost) return;
    const bytes = data as Buffer;
    // On every wire of ours a text frame is the server's traceback.
    if (!isBinary) this.failed(bytes.toString());
    else if (this.#waiting) this.#waiting.settle(bytes);
    else this.#inbox.push(bytes);
  }

  #late(limitMs: number): HarnessError {
    return serverError(this.#server, 'E_TIMEOUT', `did not answer within ${limitMs} ms`);
  }

  /** First reason wins. */
  #drop(reason: HarnessError): HarnessError {
    if (this.#lost) return this.#lost;
    this.#lost = reason;
    this.#inbox.length = 0;
    this.#socket.terminate();
    this.#waiting?.settle(reason);
    return reason;
  }
}
