/**
 * One request in flight over one socket. The first thing that goes wrong with the peer ends the connection for good and
 * is the reason that every later call gives.
 */
import type WebSocket from 'ws';
import type { RawData } from 'ws';
import { HarnessError } from '../errors.ts';
import { type Fields, isMap, malformed, shown, stringAt } from './check.ts';
import { decodeMessage, encodeMessage } from './codec.ts';
import type { Operation, Reply, Requests } from './protocol.ts';

interface Pending {
  readonly id: number;
  readonly op: Operation;
  readonly settle: (outcome: Reply | HarnessError) => void;
}

/** Finds out why the peer left, for one who can: the exit code of a process of our own, its last words. */
export type ExplainLoss = () => Promise<string | null>;

export class Connection {
  readonly #socket: WebSocket;
  readonly #explainLoss: ExplainLoss;
  /** Settled when the socket is closed, by whichever side. */
  readonly closed: Promise<void>;
  #lastId = 0;
  #pending: Pending | null = null;
  #lost: HarnessError | null = null;

  /** Takes over an open socket. */
  constructor(socket: WebSocket, explainLoss: ExplainLoss = async () => null) {
    this.#socket = socket;
    this.#explainLoss = explainLoss;
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    socket.on('error', (cause) => this.#drop(lossOf(cause)));
    socket.on('close', (code) => void this.#closedByPeer(code));
  }

  /** Why the connection ended; null while it is good. */
  get lost(): HarnessError | null {
    return this.#lost;
  }

  /**
   * Sends a request and resolves with its reply. An error in the reply rejects with its code and leaves the connection
   * good; everything else that rejects (`E_PROTOCOL`, `E_TIMEOUT`, `E_DISCONNECTED`) ends it.
   */
  async request<O extends Operation>(op: O, fields: Requests[O], deadlineMs: number): Promise<Reply> {
    if (this.#lost) throw this.#lost;
    if (this.#pending) throw new Error(`${op} was asked for while ${this.#pending.op} is in flight`);
    const id = ++this.#lastId;
    return this.#exchange(id, op, encodeMessage({ id, op, ...fields }), deadlineMs);
  }

  /** Sends bytes as they are: how a bridge takes a malformed message is a thing to check. `id` is that of the reply to wait for. */
  async requestBytes(id: number, bytes: Uint8Array, deadlineMs: number): Promise<Reply> {
    if (this.#lost) throw this.#lost;
    return this.#exchange(id, 'hello', bytes, deadlineMs);
  }

  /** Ends the connection from this side; a request in flight rejects with `E_DISCONNECTED`. */
  end(reason = 'the connection was closed by the harness'): void {
    this.#drop(new HarnessError('E_DISCONNECTED', reason));
  }

  #exchange(id: number, op: Operation, bytes: Uint8Array, deadlineMs: number): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const late = () => this.#drop(new HarnessError('E_TIMEOUT', `no reply to ${op} within ${deadlineMs} ms`));
      const timer = setTimeout(late, deadlineMs);
      const settle = (outcome: Reply | HarnessError): void => {
        clearTimeout(timer);
        this.#pending = null;
        outcome instanceof HarnessError ? reject(outcome) : resolve(outcome);
      };
      this.#pending = { id, op, settle };
      this.#socket.send(bytes, { binary: true });
    });
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (this.#lost) return;
    try {
      const reply = decodeMessage(frameOf(data, isBinary));
      const pending = this.#answered(reply);
      pending.settle(reply.error === undefined ? reply : errorOf(reply.error));
    } catch (error) {
      this.#drop(
        error instanceof HarnessError ? error : new HarnessError('E_PROTOCOL', String(error), { cause: error }),
      );
    }
  }

  #answered(reply: Fields): Pending {
    const pending = this.#pending;
    if (!pending) throw new HarnessError('E_PROTOCOL', `expected silence, got a reply with id ${shown(reply.id)}`);
    if (reply.id !== pending.id) throw malformed('id of the reply', String(pending.id), reply.id);
    return pending;
  }

  async #closedByPeer(code: number): Promise<void> {
    if (this.#lost) return;
    const why = await this.#explainLoss();
    this.#drop(new HarnessError('E_DISCONNECTED', why ?? `the bridge closed the connection (WebSocket code ${code})`));
  }

  /** First reason wins. */
  #drop(reason: HarnessError): void {
    if (this.#lost) return;
    this.#lost = reason;
    this.#socket.terminate();
    this.#pending?.settle(reason);
  }
}

function frameOf(data: RawData, isBinary: boolean): Uint8Array {
  if (!isBinary) throw new HarnessError('E_PROTOCOL', `expected a binary frame, got text ${shown(String(data))}`);
  if (data instanceof Uint8Array) return data;
  return Array.isArray(data) ? Buffer.concat(data) : new Uint8Array(data);
}

function lossOf(cause: Error): HarnessError {
  return new HarnessError('E_DISCONNECTED', `the connection broke: ${cause.message}`, { cause });
}

function errorOf(error: unknown): HarnessError {
  if (!isMap(error)) throw malformed('error', 'a map', error);
  return new HarnessError(stringAt(error, 'code'), stringAt(error, 'message'), {
    cause: { retryable: error.retryable === true },
  });
}
