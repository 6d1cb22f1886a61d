import type {
  ActionModel,
  ActionModelSource,
  ModelAnswer,
  ModelDeclaration,
  ModelRequest,
  Tensor,
} from '../action/model.ts';
import { brief } from '../brief.ts';
import { askMap, type MapAnswer } from '../wire/ask-map.ts';
import { hearMetadata, hearSame, type Metadata } from '../wire/metadata.ts';
import { isWireMap, MsgpackNumpy, type Wire, type WireMap } from '../wire/msgpack-numpy.ts';
import { socketSettings } from '../wire/session.ts';
import { tableOf } from '../wire/table.ts';
import type { PolicySocket } from '../wire/websocket.ts';
import { type STARVLA_OPTIONS, unnormKeyOf } from './options.ts';

/**
 * Connects and hears which checkpoint is served.
 * @throws `E_POLICY` for a wrong address or option; `E_UNREACHABLE`, `E_TIMEOUT`, `E_POLICY_SERVER` for the server
 */
export async function starvlaSource(
  place: string | null,
  options: Readonly<Record<keyof typeof STARVLA_OPTIONS, string>>,
  variables: NodeJS.ProcessEnv = process.env,
): Promise<ActionModelSource> {
  const settings = socketSettings({ policy: 'starvla', example: 'ws://host:10093', place, options, variables });
  const { socket, metadata } = await hearMetadata(settings);
  try {
    const unnormKey = unnormKeyOf(options.unnormKey, metadata);
    await new Starvla(socket, settings.timeoutMs, unnormKey).ping();
    return {
      identity: ['starvla', metadata, unnormKey],
      metadata,
      declares: declarationOf(metadata),
      timeoutMs: settings.timeoutMs,
      open: async () => new Starvla(await hearSame(settings, metadata), settings.timeoutMs, unnormKey),
    };
  } finally {
    await socket.close();
  }
}

class Starvla implements ActionModel {
  readonly #socket: PolicySocket;
  readonly #timeoutMs: number;
  readonly #unnormKey: string | null;
  readonly #codec = new MsgpackNumpy('binary keys');
  #asked = 0;

  constructor(socket: PolicySocket, timeoutMs: number, unnormKey: string | null) {
    this.#socket = socket;
    this.#timeoutMs = timeoutMs;
    this.#unnormKey = unnormKey;
  }

  async ping(): Promise<void> {
    await this.#ask('ping', 'ping', {});
  }

  async begin(): Promise<void> {}

  async infer({ images, state, instruction, episodeId, step }: ModelRequest): Promise<ModelAnswer> {
    const words = instruction ? { [instruction.key]: instruction.text } : {};
    const example = { image: Object.values(images), ...words, ...state };
    const payload = { examples: [example], unnorm_key: this.#unnormKey };
    const { reply, timing } = await this.#ask('infer', `${episodeId}/${step}`, { payload });
    const actions = this.#actionsIn(reply.data);
    return { actions, timing: { ...timing, serverMs: null }, instructionSent: instruction?.text ?? null };
  }

  async end(): Promise<void> {}

  close(): Promise<void> {
    return this.#socket.close();
  }

  /** An answer to another request is none. */
  async #ask(type: string, about: string, more: WireMap): Promise<MapAnswer> {
    const id = `${about}/${++this.#asked}`;
    const answer = await askMap(this.#socket, this.#codec, { type, request_id: id, ...more }, this.#timeoutMs);
    const { request_id, ok, error } = answer.reply;
    if (request_id !== id) throw this.#socket.fault(`expected an answer to '${id}', got one to ${shown(request_id)}`);
    if (ok === true) return answer;
    throw this.#socket.failed(isWireMap(error) && typeof error.message === 'string' ? error.message : '');
  }

  /** Of a batch of one. */
  #actionsIn(data: Wire | undefined): Tensor {
    const table = isWireMap(data) ? tableOf(data.actions) : null;
    if (table && table.shape.length === 3 && table.shape[0] === 1) return { ...table, shape: table.shape.slice(1) };
    const got = table ? `shape [${table.shape.join(', ')}]` : shown(isWireMap(data) ? Object.keys(data) : data);
    throw this.#socket.fault(`expected data.actions of shape [1, T, D], got ${got}`);
  }
}

const shown = (value: unknown): string => brief(JSON.stringify(value ?? null));

function declarationOf({ action_chunk_size: chunk, training_obs_image_size: size }: Metadata): ModelDeclaration {
  return {
    leastImages: 1,
    ...(Number.isInteger(chunk) ? { chunk: chunk as number } : {}),
    ...(isSize(size) ? { everyImage: [...size, 3] } : {}),
  };
}

const isSize = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.length === 2 && value.every((side) => Number.isInteger(side));
