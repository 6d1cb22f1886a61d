/** Worlds that are not what was asked for, made of what a sound bridge is asked and answers. */
import { createHash } from 'node:crypto';
import { isMap } from '../simulator/check.ts';
import type { WorldFault } from './faults.ts';
import type { Fields } from './misdeeds.ts';

type Of<K extends WorldFault['kind']> = Extract<WorldFault, { kind: K }>;

/** The request that reaches the simulator. */
export function distorted(request: Fields, faults: readonly WorldFault[]): Fields {
  if (request.op !== 'reset') return request;
  const copy = structuredClone(request);
  for (const fault of faults) {
    if (fault.kind === 'ignore') put(copy.scene, fault.path.split('.'), fault.value);
    if (fault.kind === 'otherSeed') shift(copy.scene as Scene, fault);
  }
  return copy;
}

/** Lists are entered by the `name` of their entries. */
function put(node: unknown, [key = '', ...rest]: readonly string[], value: unknown): void {
  const owner = node as Record<string, unknown>;
  const child = Array.isArray(node) ? node.find((each) => each.name === key) : owner?.[key];
  if (rest.length > 0) child === undefined || put(child, rest, value);
  else if (isMap(owner)) (owner as Record<string, unknown>)[key] = value;
}

interface Scene {
  readonly bodies: { readonly name: string; position: number[] }[];
  readonly zones: readonly { readonly name: string; readonly center: readonly [number, number] }[];
}

const MOST_M = 0.02;

function shift({ bodies }: Scene, { seed }: Of<'otherSeed'>): void {
  for (const body of bodies) {
    const [a, b] = createHash('sha256').update(`${seed} ${body.name}`).digest();
    const [x = 0, y = 0, z = 0] = body.position;
    body.position = [x + MOST_M * (a! / 127.5 - 1), y + MOST_M * (b! / 127.5 - 1), z];
  }
}

/** What a world was last asked to be, and how many control steps ago. */
export interface Known {
  readonly scene: Fields;
  readonly names: readonly string[];
  /** Done before this reply. */
  readonly stepsBefore: number;
}

/** The reply that reaches the harness: bodies where they are said to be moved. */
export function moved(reply: Fields, known: Known, faults: readonly WorldFault[]): Fields {
  const key = 'worldStates' in reply ? 'worldStates' : 'worldState';
  const states = reply[key];
  const moves = faults.filter((fault): fault is Of<'moved'> => fault.kind === 'moved');
  if (!isMap(states) || moves.length === 0) return reply;
  const { shape, data } = states.positions as { shape: [number, number, 3]; data: Uint8Array };
  const numbers = new Float64Array(new Uint8Array(data).buffer);
  for (const move of moves) put3(numbers, shape, move, known, key === 'worldState' ? 0 : known.stepsBefore + 1);
  const positions = { ...(states.positions as Fields), data: new Uint8Array(numbers.buffer) };
  return { ...reply, [key]: { ...states, positions } };
}

function put3(
  numbers: Float64Array,
  [count, bodies]: readonly number[],
  { body, onto, fromStep, toStep }: Of<'moved'>,
  { scene, names }: Known,
  first: number,
): void {
  const zone = (scene as unknown as Scene).zones.find(({ name }) => name === onto);
  const column = names.indexOf(body);
  if (!zone || column < 0) return;
  for (let row = 0; row < count!; row++) {
    const step = first + row;
    if (step >= fromStep && step <= toStep) numbers.set([...zone.center, 0], 3 * (row * bodies! + column));
  }
}
