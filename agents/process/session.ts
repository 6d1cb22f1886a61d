/** One session with a policy that speaks policy protocol 1. */
import type { HarnessError } from '../../harness/errors.ts';
import type {
  ActionModel,
  ModelAnswer,
  ModelEpisode,
  ModelEpisodeEnd,
  ModelRequest,
  WireTiming,
} from '../action/model.ts';
import type { PolicySocket } from '../wire/websocket.ts';
import { type Hello, helloIn } from './hello.ts';
import {
  decodeReply,
  type Fields,
  isFields,
  PROTOCOL,
  requestEncoder,
  shown,
  tensorIn,
  wireArrays,
} from './messages.ts';

export interface SessionParts {
  readonly socket: PolicySocket;
  /** For one answer. */
  readonly timeoutMs: number;
  /** Why the policy is gone, for one who knows more than the socket; null otherwise. */
  readonly explainLoss: () => Promise<HarnessError | null>;
  /** Releases what is behind the socket. */
  readonly release: () => Promise<void>;
}

type Told = Pick<WireTiming, 'encodeMs' | 'waitMs' | 'sentBytes' | 'receivedBytes'> & {
  readonly reply: Fields;
  readonly answeredMs: number;
};

export class ProtocolSession implements ActionModel {
  readonly #parts: SessionParts;
  readonly #encode = requestEncoder();
  #lastId = 0;

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  async hello(): Promise<Hello> {
    const { reply } = await this.#ask('hello', { protocol: PROTOCOL });
    return this.#read(() => helloIn(reply));
  }

  async begin(episode: ModelEpisode): Promise<void> {
    await this.#ask('begin', { episode });
  }

  async infer({ images, state, instruction, ...ids }: ModelRequest): Promise<ModelAnswer> {
    const text = instruction?.text ?? null;
    const observed = { images: wireArrays(images), state: wireArrays(state), instruction: text };
    const { reply, answeredMs, ...sent } = await this.#ask('infer', { ...ids, ...observed });
    this.#demand(reply, ids);
    const actions = this.#read(() => tensorIn(reply.actions));
    const serverMs = typeof reply.inferMs === 'number' ? reply.inferMs : null;
    const timing = { ...sent, decodeMs: performance.now() - answeredMs, serverMs };
    return { actions, timing, instructionSent: text };
  }

  async end(end: ModelEpisodeEnd): Promise<void> {
    await this.#ask('end', { ...end });
  }

  async close(): Promise<void> {
    await this.#parts.socket.close();
    await this.#parts.release();
  }

  async #ask(op: string, fields: Fields): Promise<Told> {
    const { socket, timeoutMs } = this.#parts;
    const id = ++this.#lastId;
    const startMs = performance.now();
    const bytes = this.#encode({ id, op, ...fields });
    const sentMs = performance.now();
    const frame = await socket.ask(bytes, timeoutMs).catch((error) => this.#explained(error));
    const answeredMs = performance.now();
    const reply = this.#read(() => decodeReply(frame));
    this.#judge(reply, id, op);
    const times = { encodeMs: sentMs - startMs, waitMs: answeredMs - sentMs, answeredMs };
    return { reply, ...times, sentBytes: bytes.byteLength, receivedBytes: frame.byteLength };
  }

  async #explained(error: HarnessError): Promise<never> {
    if (error.code !== 'E_UNREACHABLE') throw error;
    throw (await this.#parts.explainLoss()) ?? error;
  }

  /** An error of the policy is told as its own; a reply to another request is no reply. */
  #judge({ id, error }: Fields, wanted: number, op: string): void {
    const { socket } = this.#parts;
    const message = isFields(error) ? error.message : undefined;
    if (typeof message === 'string' && id === null)
      throw socket.fault(`says that ${op} broke the protocol: ${message}`);
    if (id !== wanted) throw socket.fault(`expected the reply to request ${wanted} (${op}), got id ${shown(id)}`);
    if (error === undefined) return;
    if (typeof message !== 'string') throw socket.fault(`expected error {message, traceback}, got ${shown(error)}`);
    throw socket.failed(wordsOf(message, (error as Fields).traceback));
  }

  #demand({ episodeId, step }: Fields, wanted: Pick<ModelRequest, 'episodeId' | 'step'>): void {
    if (episodeId === wanted.episodeId && step === wanted.step) return;
    const expected = `actions for step ${wanted.step} of ${wanted.episodeId}`;
    throw this.#parts.socket.fault(`expected ${expected}, got step ${shown(step)} of ${shown(episodeId)}`);
  }

  #read<T>(reading: () => T): T {
    try {
      return reading();
    } catch (error) {
      throw this.#parts.socket.fault((error as Error).message, error);
    }
  }
}

/** All that was told, the line for people last. */
const wordsOf = (message: string, traceback: unknown): string =>
  typeof traceback === 'string' ? `${traceback.trimEnd()}\n${message}` : message;
