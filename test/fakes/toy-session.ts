/** One connection's requests, answered from a toy world. */
import { FACTOR_NAMES } from '../../harness/factors.ts';
import { assetHashes } from '../../harness/library/asset-hashes.ts';
import type { WireArray, WireObservation, WireWorldStates } from '../../harness/simulator/protocol.ts';
import type { ActionMode, ObserveRequest, SceneSpec } from '../../harness/types.ts';
import { distorted, type Fault } from './faults.ts';
import { takePicture, visibleFraction, wireArray } from './toy-picture.ts';
import type { Spoil } from './toy-spoils.ts';
import { toyPoses, toyVisuals } from './toy-visuals.ts';
import { ToyWorld } from './toy-world.ts';

export type Message = Readonly<Record<string, unknown>>;

/** An `error` of the protocol. */
export class Refusal extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const MODES: Readonly<Record<ActionMode, (joints: number) => number>> = {
  joint_position: (joints) => joints + 1,
  joint_delta: (joints) => joints + 1,
  ee_pose: () => 8,
  ee_delta: () => 7,
};

const LIMITS = { maxImagePx: 1024 * 1024, maxChunk: 1_000 };

export class ToySession {
  readonly #faults: readonly Fault[];
  readonly #token: string | undefined;
  #world: ToyWorld | null = null;
  resets = 0;

  constructor(faults: readonly Fault[], token: string | undefined) {
    this.#faults = faults;
    this.#token = token;
  }

  get stepsDone(): number {
    return this.#world?.stepsDone ?? 0;
  }

  /** The fields of the reply, without its id. Throws `Refusal`. */
  answer(request: Message): Message {
    const { op, observe } = request;
    if (op === 'hello') return this.#hello(request);
    if (op === 'reset') return this.#reset(request.scene as SceneSpec, observe as ObserveRequest);
    if (op === 'step')
      return this.#step(request.mode as ActionMode, request.actions as WireArray, observe as ObserveRequest);
    if (op === 'observe') return { observation: this.#observation(observe as ObserveRequest), timing: { renderMs: 0 } };
    if (op === 'visuals') return toyVisuals(this.#ready(), request.known as string[], this.#spoil);
    if (op === 'close') return {};
    throw new Refusal('E_PROTOCOL', `op: expected hello, reset, step, observe, visuals or close, got ${String(op)}`);
  }

  #hello({ protocol, token }: Message): Message {
    if (protocol !== 1) throw new Refusal('E_PROTOCOL_VERSION', `expected protocol 1, got ${String(protocol)}`);
    if (this.#token !== undefined && token !== this.#token)
      throw new Refusal('E_TOKEN', 'expected the token of this bridge');
    const simulator = {
      name: 'toy',
      version: '1',
      bridgeVersion: '1',
      renderer: 'flat',
      deterministic: true,
      slots: 1,
      ...(this.#spoil !== 'unoffered' && { visuals: true }),
    };
    return {
      protocol: 1,
      images: 'raw',
      simulator,
      assets: assets(),
      factors: FACTOR_NAMES,
      actionModes: Object.keys(MODES),
      limits: LIMITS,
    };
  }

  #reset(scene: SceneSpec, observe: ObserveRequest): Message {
    const known = assets();
    if (!Array.isArray(scene?.bodies)) throw new Refusal('E_SCENE', 'scene.bodies: expected a list');
    const unknown = scene.bodies.find(({ model }) => !(`models/${model}` in known));
    if (unknown) throw new Refusal('E_ASSET', `unknown model ${unknown.model}`);
    this.resets += 1;
    const world = new ToyWorld(distorted(scene, this.#faults));
    this.#world = world;
    const still = Object.fromEntries(scene.bodies.map(({ name }) => [name, 0]));
    return {
      readBack: world.scene,
      stateHash: world.hash(),
      names: world.names,
      worldState: this.#states([snapshot(world)]),
      settle: { steps: 1, motionM: still, tiltRad: still },
      observation: this.#observation(observe),
      timing: { resetMs: 0, settleMs: 0, renderMs: 0 },
    };
  }

  #step(mode: ActionMode, actions: WireArray, observe: ObserveRequest): Message {
    const world = this.#ready();
    const rows = readActions(mode, actions, world.joints.length);
    const snapshots = rows.map((row) => {
      world.step(mode, row);
      return snapshot(world);
    });
    const observation = this.#observation(observe);
    return {
      worldStates: this.#states(snapshots),
      stateHash: world.hash(),
      observation,
      timing: { physicsMs: 0, renderMs: 0 },
    };
  }

  #ready(): ToyWorld {
    if (!this.#world) throw new Refusal('E_NOT_RESET', 'expected reset before this');
    return this.#world;
  }

  get #spoil(): Spoil | null {
    const fault = this.#faults.find(({ kind }) => kind === 'look');
    return fault?.kind === 'look' ? fault.spoil : null;
  }

  #observation({ cameras, state, visibility = [], poses }: ObserveRequest): WireObservation {
    const world = this.#ready();
    const camera = (name: string) => {
      const found = world.scene.cameras.find((each) => each.name === name);
      if (!found) throw new Refusal('E_OBSERVE', `unknown camera ${name}`);
      return found;
    };
    const sameColor = this.#faults.some(({ kind }) => kind === 'sameFrames');
    if (cameras.some(({ widthPx, heightPx }) => widthPx * heightPx > LIMITS.maxImagePx))
      throw new Refusal('E_OBSERVE', 'image too large');
    return {
      cameras: Object.fromEntries(
        cameras.map((asked) => [asked.name, takePicture(world, camera(asked.name), asked, sameColor)]),
      ),
      state: Object.fromEntries(state.map((key) => [key, stateOf(world, key)])),
      visibility: visibility.map(({ camera: name, body }) => {
        return { camera: name, body, fraction: visibleFraction(world, camera(name), world.names.indexOf(body)) };
      }),
      framesRendered: cameras.length,
      ...(poses && { poses: toyPoses(world, this.#spoil) }),
    };
  }

  #states(snapshots: readonly Snapshot[]): WireWorldStates {
    const [count, bodies] = [snapshots.length, this.#world!.bodies.length];
    const stacked = (key: Exclude<keyof Snapshot, 'contacts'>, ...shape: number[]) =>
      wireArray(Float64Array.from(snapshots.flatMap((each) => each[key])), [count, ...shape]);
    const contacts = snapshots.flatMap((each, step) => each.contacts.flatMap((pair) => [step, ...pair]));
    return {
      timeSec: stacked('timeSec'),
      positions: stacked('positions', bodies, 3),
      quaternions: stacked('quaternions', bodies, 4),
      velocities: wireArray(new Float64Array(count * bodies * 6), [count, bodies, 6]),
      joints: stacked('joints', this.#world!.joints.length),
      tcp: stacked('tcp', 7),
      gripperOpening: stacked('opening'),
      contacts: wireArray(Int32Array.from(contacts), [contacts.length / 3, 3]),
    };
  }
}

type Snapshot = ReturnType<typeof snapshot>;

function snapshot(world: ToyWorld) {
  return {
    timeSec: [world.timeSec],
    positions: world.bodies.flatMap(({ pose }) => [...pose.position]),
    quaternions: world.bodies.flatMap(({ pose }) => [...pose.quaternion]),
    joints: [...world.joints],
    tcp: [...world.tcp.position, ...world.tcp.quaternion],
    opening: [world.opening],
    contacts: world.contacts(),
  };
}

function stateOf(world: ToyWorld, key: string): WireArray {
  const values = {
    jointPositions: world.joints,
    jointVelocities: world.joints.map(() => 0),
    tcpPose: [...world.tcp.position, ...world.tcp.quaternion],
    gripperOpening: [world.opening],
  }[key];
  if (!values) throw new Refusal('E_OBSERVE', `unknown state key ${key}`);
  return wireArray(Float64Array.from(values), [values.length]);
}

function readActions(
  mode: ActionMode,
  { dtype, shape, data }: WireArray,
  joints: number,
): readonly (readonly number[])[] {
  const dim = MODES[mode]?.(joints);
  if (dim === undefined) throw new Refusal('E_ACTION', `unknown mode ${String(mode)}`);
  if (dtype !== 'float64' || shape.length !== 2 || shape[1] !== dim)
    throw new Refusal('E_ACTION', `expected [n, ${dim}], got [${shape}]`);
  if (shape[0]! < 1 || shape[0]! > LIMITS.maxChunk)
    throw new Refusal('E_ACTION', `expected 1 to ${LIMITS.maxChunk} actions, got ${shape[0]}`);
  const numbers = new Float64Array(Uint8Array.from(data).buffer);
  if (!numbers.every(Number.isFinite)) throw new Refusal('E_ACTION', 'expected finite actions');
  return Array.from({ length: shape[0]! }, (_, row) => [...numbers.subarray(row * dim, (row + 1) * dim)]);
}

/** The toy knows every model and robot of the library, by name and by hash. */
const assets = (): Readonly<Record<string, string>> => ASSETS;
const ASSETS = assetHashes();
