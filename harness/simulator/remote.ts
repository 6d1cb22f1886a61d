/** The `Simulator` on the far side of a connection. */
import { within } from '../deadline.ts';
import { HarnessError } from '../errors.ts';
import type {
  ActionBlock,
  ObserveRequest,
  SceneSpec,
  SensorReading,
  Simulator,
  SimulatorInfo,
  SimulatorReset,
  SimulatorStep,
} from '../types.ts';
import type { BridgeAddress } from './address.ts';
import { writeFloat64 } from './array.ts';
import { stringAt } from './check.ts';
import { Connection, type ExplainLoss } from './connection.ts';
import { DEADLINES, type SimulatorDeadlines } from './deadlines.ts';
import { type ImageEncoding, PROTOCOL_VERSION, type Reply } from './protocol.ts';
import { readReading } from './reading.ts';
import { type Hello, parseHello, parseReset } from './schema.ts';
import { openSocket } from './socket.ts';
import { readVisuals, type VisualsReply } from './visuals.ts';
import { readWorldStates } from './world-state.ts';

export interface ConnectOptions {
  readonly deadlines?: SimulatorDeadlines;
  readonly explainLoss?: ExplainLoss;
}

export class RemoteSimulator implements Simulator {
  readonly info: SimulatorInfo;
  readonly images: ImageEncoding;
  readonly #connection: Connection;
  readonly #deadlines: SimulatorDeadlines;
  #names: readonly string[] = [];
  #bodyCount = 0;
  #usable = true;

  constructor(connection: Connection, hello: Hello, deadlines: SimulatorDeadlines) {
    this.info = hello.info;
    this.images = hello.images;
    this.#connection = connection;
    this.#deadlines = deadlines;
  }

  /** False after any call that rejected: who holds it should open another. */
  get usable(): boolean {
    return this.#usable && this.#connection.lost === null;
  }

  async reset(scene: SceneSpec, seed: number, observe: ObserveRequest): Promise<SimulatorReset> {
    return this.#guarded(async () => {
      const reply = await this.#connection.request('reset', { scene, seed, observe }, this.#deadlines.resetMs);
      const { readBack, stateHash, names, settle } = parseReset(reply);
      this.#names = names;
      // What stands in a foreign world, only the simulator knows.
      this.#bodyCount = (scene.foreign ? readBack : scene).bodies.length;
      const [worldState] = readWorldStates(reply, 'worldState', 1, names, this.#bodyCount);
      return {
        readBack,
        stateHash,
        names,
        settle,
        worldState: worldState!,
        reading: await readReading(reply, observe),
      };
    });
  }

  async step({ mode, count, dim, data }: ActionBlock, observe: ObserveRequest): Promise<SimulatorStep> {
    return this.#guarded(async () => {
      const fields = { mode, actions: writeFloat64(data, [count, dim]), observe };
      const reply = await this.#connection.request('step', fields, this.#deadlines.stepMs);
      return {
        worldStates: readWorldStates(reply, 'worldStates', count, this.#names, this.#bodyCount),
        stateHash: stringAt(reply, 'stateHash'),
        reading: await readReading(reply, observe),
      };
    });
  }

  async observe(observe: ObserveRequest): Promise<SensorReading> {
    return this.#guarded(async () => {
      const reply = await this.#connection.request('observe', { observe }, this.#deadlines.observeMs);
      return readReading(reply, observe);
    });
  }

  /**
   * What the scene of the last reset looks like, with the meshes and textures whose hashes are not in `known`.
   * @throws `E_VISUALS` from a bridge that offers none, `E_PROTOCOL` naming the field that is wrong
   */
  async visuals(known: readonly string[]): Promise<VisualsReply> {
    const { name, bridgeVersion } = this.info;
    if (!this.info.visuals)
      throw new HarnessError('E_VISUALS', `expected a bridge that offers visuals, got ${name} ${bridgeVersion}`);
    return this.#guarded(async () => {
      const reply = await this.#connection.request('visuals', { known }, this.#deadlines.observeMs);
      return readVisuals(reply, { known, names: this.#names, bodyCount: this.#bodyCount });
    });
  }

  /** Says goodbye where the bridge still listens, and ends the connection in any case. Never rejects. */
  async close(): Promise<void> {
    const listening = this.usable;
    this.#usable = false;
    if (listening) await farewell(this.#connection, this.#deadlines.closeMs);
    this.#connection.end();
  }

  async #guarded<T>(call: () => Promise<T>): Promise<T> {
    if (!this.#usable) throw this.#connection.lost ?? new HarnessError('E_DISCONNECTED', 'the simulator was closed');
    try {
      return await call();
    } catch (error) {
      this.#usable = false;
      throw error;
    }
  }
}

/** The bridge closes the connection once it has answered: from then on its slot is free. */
export async function farewell(connection: Connection, deadlineMs: number): Promise<void> {
  const answered = await connection.request('close', {}, deadlineMs).catch(() => null);
  if (answered) await within(connection.closed, deadlineMs, null);
}

/**
 * Connects to a bridge and agrees on the protocol.
 * @throws `E_UNREACHABLE`, `E_PROTOCOL_VERSION` with both numbers, `E_TOKEN`, `E_BUSY`, `E_PROTOCOL`
 */
export async function connectSimulator(address: BridgeAddress, options: ConnectOptions = {}): Promise<RemoteSimulator> {
  const { deadlines = DEADLINES } = options;
  const connection = new Connection(await openSocket(address, deadlines.connectMs), options.explainLoss);
  try {
    const hello = await greet(connection, address, deadlines.helloMs);
    return new RemoteSimulator(connection, hello, deadlines);
  } catch (error) {
    connection.end();
    throw error;
  }
}

/** Off this machine pictures come as lossless WebP where the bridge can: the same pixels, fewer bytes. */
const imagesWanted = (address: BridgeAddress): readonly ImageEncoding[] =>
  address.loopback ? ['raw'] : ['webp', 'jpeg', 'raw'];

async function greet(connection: Connection, address: BridgeAddress, deadlineMs: number): Promise<Hello> {
  const { token } = address;
  const fields = { protocol: PROTOCOL_VERSION, token, images: imagesWanted(address) };
  const hello = parseHello(demandVersion(await connection.request('hello', fields, deadlineMs)));
  return hello;
}

/** Before the rest is read: another version may well look different. */
function demandVersion(reply: Reply): Reply {
  if (reply.protocol === PROTOCOL_VERSION) return reply;
  throw new HarnessError(
    'E_PROTOCOL_VERSION',
    `expected a bridge of protocol ${PROTOCOL_VERSION}, got protocol ${String(reply.protocol)}`,
  );
}
