import type { BodyState, Quat, Vec3, WorldState } from '../types.ts';

/** World states in single precision: time, gripper, tool pose, joints, then 13 numbers a body. */
export interface StateBlock {
  readonly bodies: readonly string[];
  readonly joints: number;
  /** float32 [states, 9 + joints + 13 bodies] */
  readonly states: Uint8Array;
  /** One byte a state; absent where the world reports nothing. */
  readonly reported?: Uint8Array;
}

const ROBOT_NUMBERS = 9;
const BODY_NUMBERS = 13;

/** Contacts are packed apart. */
export function packStates(states: readonly WorldState[]): StateBlock {
  const bodies = Object.keys(states[0]?.bodies ?? {});
  const numbers = Float32Array.from(states.flatMap((state) => numbersOf(state, bodies)));
  const joints = states[0]?.jointsRad.length ?? 0;
  return { bodies, joints, states: new Uint8Array(numbers.buffer), ...reportedIn(states) };
}

const reportedIn = (states: readonly WorldState[]): Pick<StateBlock, 'reported'> =>
  states[0]?.reported === undefined ? {} : { reported: Uint8Array.from(states, (state) => (state.reported ? 1 : 0)) };

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

/** As many states as there are contact lists. */
export function unpackStates(block: StateBlock, contacts: readonly WorldState['contacts'][]): WorldState[] {
  const width = ROBOT_NUMBERS + block.joints + block.bodies.length * BODY_NUMBERS;
  const numbers = new Float32Array(new Uint8Array(block.states).buffer);
  if (numbers.length !== width * contacts.length) {
    throw new Error(`expected ${contacts.length} states of ${width} numbers, got ${numbers.length} numbers`);
  }
  return contacts.map((each, i) => ({
    ...stateFrom(numbers.subarray(i * width, (i + 1) * width), block, each),
    ...(block.reported ? { reported: block.reported[i] === 1 } : {}),
  }));
}

function stateFrom(row: Float32Array, block: StateBlock, contacts: WorldState['contacts']): WorldState {
  const first = ROBOT_NUMBERS + block.joints;
  const body = (i: number): BodyState => bodyFrom(row.subarray(first + i * BODY_NUMBERS));
  return {
    timeSec: row[0]!,
    gripperOpening: row[1]!,
    tcp: { position: vec3(row, 2), quaternion: quat(row, 5) },
    jointsRad: [...row.subarray(ROBOT_NUMBERS, first)],
    bodies: Object.fromEntries(block.bodies.map((name, i) => [name, body(i)])),
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
