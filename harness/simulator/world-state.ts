/** World states of a chunk: arrays as they came, turned into objects only where somebody looks. */

import { HarnessError } from '../errors.ts';
import type { BodyState, Pose, Quat, Vec3, WorldState } from '../types.ts';
import { ANY, copyArray } from './array.ts';
import { type Fields, mapAt } from './check.ts';

/** B bodies, J joints; row-major over the control steps. */
interface Arrays {
  readonly names: readonly string[];
  readonly bodyCount: number;
  readonly jointCount: number;
  readonly timeSec: Float64Array;
  readonly positions: Float64Array;
  readonly quaternions: Float64Array;
  readonly velocities: Float64Array;
  readonly joints: Float64Array;
  readonly tcp: Float64Array;
  readonly gripperOpening: Float64Array;
  readonly contacts: Int32Array;
  readonly reported: Uint8Array | null;
}

/**
 * Reads `reply[key]`: exactly `count` states.
 * @param names index space of the contacts, the scene's `bodyCount` bodies first
 */
export function readWorldStates(
  reply: Fields,
  key: 'worldState' | 'worldStates',
  count: number,
  names: readonly string[],
  bodyCount: number,
): readonly WorldState[] {
  const arrays = readArrays(mapAt(reply, key), count, names, bodyCount);
  return Array.from({ length: count }, (_, step) => new ChunkState(arrays, step));
}

function readArrays(fields: Fields, count: number, names: readonly string[], bodyCount: number): Arrays {
  const floats = (key: string, ...rest: number[]) => copyArray(fields[key], key, 'float64', [count, ...rest]);
  const joints = floats('joints', ANY);
  const arrays: Arrays = {
    names,
    bodyCount,
    jointCount: joints.length / count,
    timeSec: floats('timeSec'),
    positions: floats('positions', bodyCount, 3),
    quaternions: floats('quaternions', bodyCount, 4),
    velocities: floats('velocities', bodyCount, 6),
    joints,
    tcp: floats('tcp', 7),
    gripperOpening: floats('gripperOpening'),
    contacts: copyArray(fields.contacts, 'contacts', 'int32', [ANY, 3]),
    reported: fields.reported === undefined ? null : copyArray(fields.reported, 'reported', 'uint8', [count]),
  };
  demandFinite(arrays);
  demandKnown(arrays.contacts, count, names.length);
  return arrays;
}

/** A simulation that diverged is the simulator's trouble; no success may be decided on it. */
function demandFinite({ positions, quaternions, velocities, joints, tcp }: Arrays): void {
  for (const array of [positions, quaternions, velocities, joints, tcp]) {
    let sum = 0;
    for (let i = 0; i < array.length; i++) sum += array[i]! - array[i]!;
    if (sum !== 0) throw new HarnessError('E_PHYSICS', 'expected a finite world state, got NaN or infinity');
  }
}

function demandKnown(contacts: Int32Array, steps: number, names: number): void {
  for (let i = 0; i < contacts.length; i += 3) {
    const [step, a, b] = [contacts[i]!, contacts[i + 1]!, contacts[i + 2]!];
    if (step < 0 || step >= steps || a < 0 || b < 0 || a >= names || b >= names) {
      throw new HarnessError(
        'E_PROTOCOL',
        `contacts: expected [step < ${steps}, name < ${names}, name < ${names}], got ${step}, ${a}, ${b}`,
      );
    }
  }
}

class ChunkState implements WorldState {
  readonly #arrays: Arrays;
  readonly #step: number;
  #bodies: Readonly<Record<string, BodyState>> | undefined;
  #contacts: readonly (readonly [string, string])[] | undefined;

  constructor(arrays: Arrays, step: number) {
    this.#arrays = arrays;
    this.#step = step;
  }

  get timeSec(): number {
    return this.#arrays.timeSec[this.#step]!;
  }

  get bodies(): Readonly<Record<string, BodyState>> {
    this.#bodies ??= bodiesAt(this.#arrays, this.#step);
    return this.#bodies;
  }

  get jointsRad(): readonly number[] {
    const { joints, jointCount } = this.#arrays;
    return Array.from(joints.subarray(this.#step * jointCount, (this.#step + 1) * jointCount));
  }

  get tcp(): Pose {
    const { tcp } = this.#arrays;
    return { position: vec3(tcp, this.#step * 7), quaternion: quat(tcp, this.#step * 7 + 3) };
  }

  get gripperOpening(): number {
    return this.#arrays.gripperOpening[this.#step]!;
  }

  get contacts(): readonly (readonly [string, string])[] {
    this.#contacts ??= contactsAt(this.#arrays, this.#step);
    return this.#contacts;
  }

  get reported(): boolean | undefined {
    const { reported } = this.#arrays;
    return reported ? reported[this.#step] === 1 : undefined;
  }

  /** Getters are not own properties: without this a state would be written as `{}`. */
  toJSON(): WorldState {
    const { timeSec, bodies, jointsRad, tcp, gripperOpening, contacts, reported } = this;
    return {
      timeSec,
      bodies,
      jointsRad,
      tcp,
      gripperOpening,
      contacts,
      ...(reported === undefined ? {} : { reported }),
    };
  }
}

const vec3 = (from: Float64Array, at: number): Vec3 => [from[at]!, from[at + 1]!, from[at + 2]!];
const quat = (from: Float64Array, at: number): Quat => [from[at]!, from[at + 1]!, from[at + 2]!, from[at + 3]!];

function bodiesAt({ names, bodyCount, positions, quaternions, velocities }: Arrays, step: number) {
  const bodies: Record<string, BodyState> = {};
  for (let body = 0; body < bodyCount; body++) {
    const row = step * bodyCount + body;
    bodies[names[body]!] = {
      position: vec3(positions, row * 3),
      quaternion: quat(quaternions, row * 4),
      linearVelocity: vec3(velocities, row * 6),
      angularVelocity: vec3(velocities, row * 6 + 3),
    };
  }
  return bodies;
}

function contactsAt({ names, contacts }: Arrays, step: number): readonly (readonly [string, string])[] {
  const pairs: [string, string][] = [];
  for (let i = 0; i < contacts.length; i += 3) {
    if (contacts[i] === step) pairs.push([names[contacts[i + 1]!]!, names[contacts[i + 2]!]!]);
  }
  return pairs;
}
