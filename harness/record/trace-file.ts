import { readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { decode, encode } from '@msgpack/msgpack';
import { counted } from '../counted.ts';
import type { PolicyCall, Trace } from '../episode/trace.ts';
import { HarnessError } from '../errors.ts';
import type { BodyState, Quat, Vec3, WorldState } from '../types.ts';
import { onDisk } from './disk.ts';
import { makeFolder } from './make-folder.ts';

const BODY_NUMBERS = 13;

/** A trace as numbers in blocks: actions in full precision (a replay must repeat them bit for bit), states in single. */
interface TraceFile {
  readonly version: 1;
  readonly bodies: readonly string[];
  readonly joints: number;
  readonly dim: number;
  readonly chunks: readonly number[];
  readonly actions: Uint8Array;
  readonly states: Uint8Array;
  readonly contacts: readonly (readonly (readonly [string, string])[])[];
  readonly calls: readonly PolicyCall[];
}

export async function writeTrace(file: string, trace: Trace): Promise<void> {
  await onDisk('a trace', async () => {
    await makeFolder(dirname(file));
    await writeFile(file, encode(pack(trace)));
  });
}

/** @throws HarnessError E_RECORDS when there is none, or none that is whole */
export async function readTrace(file: string): Promise<Trace> {
  const trace = await readTraceIfKept(file);
  if (trace) return trace;
  throw new HarnessError('E_RECORDS', `expected a trace in ${file}, got no such file`);
}

/** Null where somebody has removed it to save room. */
export async function readTraceIfKept(file: string): Promise<Trace | null> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (!bytes) return null;
  try {
    return unpack(decode(bytes) as TraceFile);
  } catch (cause) {
    const message = `expected a whole trace in ${file}, got ${counted(bytes.length, 'byte')} without one: ${(cause as Error).message}`;
    throw new HarnessError('E_RECORDS', message, { cause });
  }
}

function pack(trace: Trace): TraceFile {
  const all = trace.initial ? [trace.initial, ...trace.worldStates] : [];
  const bodies = Object.keys(trace.initial?.bodies ?? {});
  const states = Float32Array.from(all.flatMap((state) => numbersOf(state, bodies)));
  return {
    version: 1,
    bodies,
    joints: trace.initial?.jointsRad.length ?? 0,
    dim: trace.actions[0]?.length ?? 0,
    chunks: trace.chunks,
    actions: bytesOf(Float64Array.from(trace.actions.flat())),
    states: bytesOf(states),
    contacts: all.map((state) => state.contacts),
    calls: trace.calls,
  };
}

const bytesOf = (array: Float32Array | Float64Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

function numbersOf(state: WorldState, bodies: readonly string[]): number[] {
  const { timeSec, gripperOpening, tcp, jointsRad } = state;
  const robot = [timeSec, gripperOpening, ...tcp.position, ...tcp.quaternion, ...jointsRad];
  return [...robot, ...bodies.flatMap((name) => bodyNumbers(state.bodies[name]!))];
}

const bodyNumbers = (body: BodyState): number[] => [
  ...body.position,
  ...body.quaternion,
  ...body.linearVelocity,
  ...body.angularVelocity,
];

function unpack(file: TraceFile): Trace {
  const width = 9 + file.joints + file.bodies.length * BODY_NUMBERS;
  const numbers = new Float32Array(aligned(file.states));
  const states = file.contacts.map((contacts, i) =>
    stateFrom(numbers.subarray(i * width, (i + 1) * width), file, contacts),
  );
  const [initial = null, ...worldStates] = states;
  const rows = new Float64Array(aligned(file.actions));
  const count = file.dim === 0 ? 0 : rows.length / file.dim;
  const actions = Array.from({ length: count }, (_, i) => [...rows.subarray(i * file.dim, (i + 1) * file.dim)]);
  return { initial, worldStates, actions, chunks: file.chunks, calls: file.calls };
}

const aligned = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

function stateFrom(row: Float32Array, file: TraceFile, contacts: WorldState['contacts']): WorldState {
  const first = 9 + file.joints;
  const body = (i: number): BodyState => bodyFrom(row.subarray(first + i * BODY_NUMBERS));
  return {
    timeSec: row[0]!,
    gripperOpening: row[1]!,
    tcp: { position: vec3(row, 2), quaternion: quat(row, 5) },
    jointsRad: [...row.subarray(9, first)],
    bodies: Object.fromEntries(file.bodies.map((name, i) => [name, body(i)])),
    contacts,
  };
}

const vec3 = (row: Float32Array, at: number): Vec3 => [row[at]!, row[at + 1]!, row[at + 2]!];
const quat = (row: Float32Array, at: number): Quat => [row[at]!, row[at + 1]!, row[at + 2]!, row[at + 3]!];

function bodyFrom(row: Float32Array): BodyState {
  return {
    position: vec3(row, 0),
    quaternion: quat(row, 3),
    linearVelocity: vec3(row, 7),
    angularVelocity: vec3(row, 10),
  };
}
