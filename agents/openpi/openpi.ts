/** openpi's policy server (`scripts/serve_policy.py`), and all that speak like it: one map a frame, the server says first who it is. */
import { HarnessError } from '../../harness/errors.ts';
import type { ActionModel, ActionModelSource, ModelAnswer, ModelRequest } from '../action/model.ts';
import { brief } from '../brief.ts';
import { askMap } from '../wire/ask-map.ts';
import { type Greeted, hearMetadata, hearSame } from '../wire/metadata.ts';
import { isWireMap, MsgpackNumpy, type WireMap } from '../wire/msgpack-numpy.ts';
import { type SocketSettings, socketSettings } from '../wire/session.ts';
import { tableOf } from '../wire/table.ts';
import type { PolicySocket } from '../wire/websocket.ts';
import { healthOf } from './health.ts';
import { nested } from './nested.ts';
import type { OPENPI_OPTIONS } from './options.ts';

/**
 * Connects and hears the server's metadata.
 * @throws `E_POLICY` for a wrong address or option; `E_UNREACHABLE`, `E_TIMEOUT`, `E_POLICY_SERVER` for the server
 */
export async function openpiSource(
  place: string | null,
  options: Readonly<Record<keyof typeof OPENPI_OPTIONS, string>>,
  variables: NodeJS.ProcessEnv = process.env,
): Promise<ActionModelSource> {
  const settings = socketSettings({ policy: 'openpi', example: 'ws://host:8000', place, options, variables });
  const { socket, metadata } = await greetedOrDiagnosed(settings);
  await socket.close();
  return {
    identity: ['openpi', metadata, options.nest],
    metadata,
    declares: {},
    timeoutMs: settings.timeoutMs,
    open: async () => new Openpi(await hearSame(settings, metadata), settings.timeoutMs, options.nest),
  };
}

class Openpi implements ActionModel {
  readonly #socket: PolicySocket;
  readonly #timeoutMs: number;
  readonly #nest: string;
  readonly #codec = new MsgpackNumpy('binary keys');

  constructor(socket: PolicySocket, timeoutMs: number, nest: string) {
    this.#socket = socket;
    this.#timeoutMs = timeoutMs;
    this.#nest = nest;
  }

  /** There is no such message: its server keeps nothing between questions. */
  async begin(): Promise<void> {}

  async infer({ images, state, instruction }: ModelRequest): Promise<ModelAnswer> {
    const words = instruction ? { [instruction.key]: instruction.text } : {};
    const message = nested({ ...images, ...state, ...words }, this.#nest);
    const { reply, timing } = await askMap(this.#socket, this.#codec, message, this.#timeoutMs);
    const actions = tableOf(reply.actions);
    if (!actions) throw this.#socket.fault(`expected {actions: array}, got ${keysOf(reply)}`);
    const serverMs = inferMs(reply.server_timing) ?? inferMs(reply.policy_timing);
    return { actions, timing: { ...timing, serverMs }, instructionSent: instruction?.text ?? null };
  }

  async end(): Promise<void> {}

  close(): Promise<void> {
    return this.#socket.close();
  }
}

const inferMs = (timing: WireMap[string] | undefined): number | null =>
  isWireMap(timing) && typeof timing.infer_ms === 'number' ? timing.infer_ms : null;

const keysOf = (map: WireMap): string => brief(`{${Object.keys(map).join(', ')}}`);

/** A server that says nothing may yet be well: then its event loop is busy with somebody else's question. */
async function greetedOrDiagnosed(settings: SocketSettings): Promise<Greeted> {
  try {
    return await hearMetadata(settings);
  } catch (error) {
    if (!(error instanceof HarnessError) || error.code !== 'E_TIMEOUT') throw error;
    throw new HarnessError('E_TIMEOUT', error.message, { hint: await healthOf(settings.url), cause: error });
  }
}
