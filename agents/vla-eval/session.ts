/** One session with a vla-eval model server. */
import type { HarnessError } from '../../harness/errors.ts';
import type { ActionModel, ModelAnswer, ModelEpisode, ModelEpisodeEnd, ModelRequest } from '../action/model.ts';
import { brief } from '../brief.ts';
import type { Wire, WireMap } from '../wire/msgpack-numpy.ts';
import { tableOf } from '../wire/table.ts';
import type { PolicySocket } from '../wire/websocket.ts';
import { decodeEnvelope, Envelopes, type Message, type MessageType } from './envelope.ts';
import { type ImageForm, wireImages } from './images.ts';
import { type Hello, helloIn } from './specs.ts';

export interface SessionOptions {
  /** For one answer. */
  readonly timeoutMs: number;
  readonly images: ImageForm;
  /** Told to the server, which only writes it down. */
  readonly harnessVersion: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export class VlaEvalSession implements ActionModel {
  readonly #socket: PolicySocket;
  readonly #options: SessionOptions;
  readonly #envelopes = new Envelopes();
  #lastSeq = 0;

  constructor(socket: PolicySocket, options: SessionOptions) {
    this.#socket = socket;
    this.#options = options;
  }

  async hello(): Promise<Hello> {
    const payload = { harness_version: this.#options.harnessVersion, protocol_version: 1 };
    const seq = this.#send(this.#message('hello', payload));
    const reply = this.#reply(await this.#socket.receive(this.#options.timeoutMs), 'hello', seq);
    return this.#read(() => helloIn(reply.payload));
  }

  async begin({ episodeId, seed, instruction, maxSteps, controlHz }: ModelEpisode): Promise<void> {
    const told = { episode_id: episodeId, seed, max_steps: maxSteps, control_hz: controlHz };
    this.#send(this.#message('episode_start', { task: { name: instruction, ...told } }));
  }

  async infer({ images, state, instruction }: ModelRequest): Promise<ModelAnswer> {
    const startMs = performance.now();
    const words = instruction ? { [instruction.key]: instruction.text } : {};
    const pictures = await wireImages(images, this.#options.images);
    const bytes = this.#message('observation', { images: pictures, ...state, ...words });
    const encodedMs = performance.now();
    const seq = this.#send(bytes);
    const frame = await this.#socket.receive(this.#options.timeoutMs);
    const answeredMs = performance.now();
    const { payload } = this.#reply(frame, 'action', seq);
    const actions = tableOf(payload.actions);
    if (actions === null) throw this.#socket.fault(`expected an array as actions, got ${shown(payload.actions)}`);
    return {
      actions,
      instructionSent: instruction?.text ?? null,
      timing: {
        encodeMs: encodedMs - startMs,
        waitMs: answeredMs - encodedMs,
        decodeMs: performance.now() - answeredMs,
        sentBytes: bytes.byteLength,
        receivedBytes: frame.byteLength,
        serverMs: null,
      },
    };
  }

  async end({ success, steps, elapsedSec }: ModelEpisodeEnd): Promise<void> {
    this.#send(this.#message('episode_end', { metrics: { success }, steps, elapsed_sec: elapsedSec }));
  }

  close(): Promise<void> {
    return this.#socket.close();
  }

  #message(type: MessageType, payload: WireMap): Uint8Array {
    return this.#envelopes.encode({ type, payload, seq: ++this.#lastSeq }, this.#options.now() / 1000);
  }

  /** What came unasked for: an episode that could not be started, or an answer nobody waits for. Gives the number sent. */
  #send(bytes: Uint8Array): number {
    const early = this.#socket.unasked();
    if (early)
      throw this.#unexpected(
        this.#read(() => decodeEnvelope(early)),
        'silence between questions',
      );
    this.#socket.send(bytes);
    return this.#lastSeq;
  }

  /** Never takes the answer to another message for this one: it may be a step old, or of another episode. */
  #reply(frame: Uint8Array, type: MessageType, seq: number): Message {
    const message = this.#read(() => decodeEnvelope(frame));
    if (message.type === type && message.seq === seq) return message;
    throw this.#unexpected(message, `${type} ${seq}`);
  }

  #unexpected({ type, seq, payload }: Message, expected: string): HarnessError {
    if (type !== 'error') return this.#socket.fault(`expected ${expected}, got ${type} ${seq}`);
    const text = typeof payload.error === 'string' ? payload.error : JSON.stringify(payload);
    // The line for people is the last one.
    return this.#socket.failed(text.includes('\n') ? `${text}\n${brief(text)}` : text);
  }

  #read<T>(reading: () => T): T {
    try {
      return reading();
    } catch (error) {
      throw this.#socket.fault((error as Error).message, error);
    }
  }
}

const shown = (value: Wire | undefined): string => (value === undefined ? 'none' : brief(JSON.stringify(value)));
