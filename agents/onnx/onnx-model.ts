/** One session with a loaded model. */
import type { ActionModel, ModelAnswer, ModelRequest, Tensor } from '../action/model.ts';
import type { Card } from './card.ts';
import { type Binding, type FeedTensor, feedOf } from './feed.ts';
import { restored } from './normal.ts';
import type { Session } from './session.ts';
import type { Output } from './session-messages.ts';

export interface Loaded {
  readonly card: Card;
  readonly bindings: readonly Binding[];
  readonly timeoutMs: number;
}

export class OnnxModel implements ActionModel {
  readonly #session: Session;
  readonly #loaded: Loaded;

  constructor(session: Session, loaded: Loaded) {
    this.#session = session;
    this.#loaded = loaded;
  }

  async begin(): Promise<void> {}

  async infer(request: ModelRequest): Promise<ModelAnswer> {
    const { bindings, card, timeoutMs } = this.#loaded;
    const startMs = performance.now();
    const feed = feedOf(bindings, request);
    const fedMs = performance.now();
    const output = await this.#session.run(feed, card.output.name, timeoutMs);
    const doneMs = performance.now();
    const actions = rowsOf(output, card);
    const heard = bindings.some(({ kind }) => kind === 'instruction');
    return {
      actions,
      timing: {
        encodeMs: fedMs - startMs,
        waitMs: doneMs - fedMs,
        decodeMs: performance.now() - doneMs,
        sentBytes: Object.values(feed).reduce((sum, { data }) => sum + bytesOf(data), 0),
        receivedBytes: actions.data.byteLength,
        serverMs: null,
      },
      instructionSent: heard ? (request.instruction?.text ?? null) : null,
    };
  }

  async end(): Promise<void> {}

  close(): Promise<void> {
    return this.#session.release();
  }
}

/** [T, D] in plain numbers; another number of columns than the card's goes on as it is, for the policy to answer for. */
function rowsOf({ dims, data }: Output, { output }: Card): Tensor {
  const shape = dims.slice(-2);
  while (shape.length < 2) shape.unshift(1);
  return { shape, data: restored(data, output) };
}

const bytesOf = (data: FeedTensor['data']): number =>
  Array.isArray(data) ? data.reduce((sum, text) => sum + Buffer.byteLength(text), 0) : data.byteLength;
