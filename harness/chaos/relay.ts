import type { Duplex } from 'node:stream';
import type WebSocket from 'ws';
import { decodeMessage, encodeMessage } from '../simulator/codec.ts';
import type { WorldFault } from './faults.ts';
import { type Death, type Fields, misbehave } from './misdeeds.ts';
import type { Trap } from './trap.ts';
import { distorted, type Known, moved } from './worlds.ts';

export interface RelayParts {
  readonly client: WebSocket;
  readonly wire: Duplex;
  readonly behind: Promise<WebSocket>;
  readonly worldFaults: readonly WorldFault[];
  readonly trap: Trap;
  readonly death: Death;
}

/** Hands requests on to a sound bridge, and its answers back unless a fault is due. */
export class Relay {
  readonly #parts: RelayParts;
  #known: Known = { scene: {}, names: [], stepsBefore: 0 };

  constructor(parts: RelayParts) {
    this.#parts = parts;
  }

  async serve(bytes: Uint8Array): Promise<void> {
    const { client, wire, worldFaults, trap, death } = this.#parts;
    const request = decodeMessage(bytes);
    const fault = trap.spring({ op: String(request.op), stepsDone: this.#known.stepsBefore });
    const answered = await this.#ask(encodeMessage(distorted(request, worldFaults)));
    const reply = this.#learn(request, decodeMessage(answered));
    if (fault) misbehave(fault, { client, wire, request, reply }, death);
    else client.send(worldFaults.length > 0 ? encodeMessage(reply) : answered);
  }

  /** One request is in flight at a time. */
  async #ask(bytes: Uint8Array): Promise<Uint8Array> {
    const behind = await this.#parts.behind;
    return new Promise((resolve, reject) => {
      const lost = (): void => reject(new Error('the bridge behind is gone'));
      behind.once('close', lost);
      behind.once('message', (data) => {
        behind.off('close', lost);
        resolve(data as Buffer);
      });
      behind.send(bytes, { binary: true });
    });
  }

  #learn(request: Fields, answer: Fields): Fields {
    const { scene, names } = this.#known;
    if (request.op === 'reset')
      this.#known = { scene: request.scene as Fields, names: (answer.names ?? names) as string[], stepsBefore: 0 };
    const reply = moved(answer, this.#known, this.#parts.worldFaults);
    if (request.op === 'step')
      this.#known = { scene, names, stepsBefore: this.#known.stepsBefore + countOf(request.actions) };
    return reply;
  }
}

const countOf = (actions: unknown): number => (actions as { readonly shape: readonly number[] }).shape[0] ?? 0;
